import chromium from '@sparticuz/chromium'
import { chromium as driver, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Playwright switches the back-forward cache and the automation flag on its own way; visitors have neither. */
const HINDRANCES = ['--disable-back-forward-cache', '--enable-automation']
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36'

export async function launch(): Promise<Browser> {
  return driver.launch({
    executablePath: await chromium.executablePath(),
    // the package's own list switches web security off, under which no preflight would ever be seen
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-blink-features=AutomationControlled',
      // links that lead away lead nowhere; to intercept them would intercept, and lose, what a page sends as it goes
      '--host-resolver-rules=MAP *.example ~NOTFOUND',
    ],
    ignoreDefaultArgs: HINDRANCES,
  })
}

export async function visitor(browser: Browser, userAgent = USER_AGENT): Promise<BrowserContext> {
  return browser.newContext({ userAgent, viewport: { width: 1280, height: 720 }, locale: 'en-GB' })
}

export async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}
