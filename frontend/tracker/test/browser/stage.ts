import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launch, open, visitor } from './browser'
import { Collector, until } from './collector'
import { Site } from './site'

export interface Stage {
  browser: Browser
  context: BrowserContext
  collector: Collector
  site: Site
  /** Opens a page of the site whose tag has these attributes, and waits for its view. */
  visit(path: string, attributes?: string): Promise<Page>
}

/** A browser for the file; a fresh visitor, site and collector for each of its tests. */
export function setStage(): Stage {
  const stage = {
    async visit(path: string, attributes = '') {
      stage.site.attributes = attributes
      const page = await open(stage.context, stage.site.url + path)
      await until(() => stage.collector.of('pageview').length)
      return page
    },
  } as Stage

  beforeAll(async () => {
    stage.browser = await launch()
  })
  afterAll(() => stage.browser.close())
  beforeEach(async () => {
    stage.collector = await new Collector().start()
    stage.site = await new Site(stage.collector.url).start()
    stage.context = await visitor(stage.browser)
  })
  afterEach(async () => {
    await stage.context.close()
    await stage.site.stop()
    await stage.collector.stop()
  })
  return stage
}
