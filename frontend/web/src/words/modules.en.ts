/** What each module that can be off shows once it is on. */
export const modules = {
  utm: 'Which campaigns, sources and mediums bring visits, from the UTM parameters of the addresses.',
  funnels: 'How many visitors get from one step to the next, where they stop, and who they are.',
  goals: 'How often what you want to happen happens, who brings it about, and what it earns.',
  retention: 'Which part of the visitors who came first in a week comes back, and after how many days.',
  cohorts: 'Weeks or months side by side: active visitors, and what they did, in all and for each of them.',
  paths: 'Where visitors go after a page, or where they come from, step by step.',
  webvitals: 'How fast pages feel to those who read them: loading, response and stability, as their browsers measured.',
  error_tracking: 'JavaScript errors of your visitors in groups, with stack, trend, and who met them.',
  heatmaps: 'Where visitors click on a page, by the width of their window.',
  ab_testing: 'Two or more versions of something, shown by chance, and which of them does better.',
  surveys: 'Questions to your visitors on the page itself, and what they answer.',
  search: 'What visitors search for on your site, and what they do not find.',
  exports: 'Every report as a file, and all raw events to take away.',
  sharing: 'Dashboards for people without a key, by link, with a password if wanted.',
  alerts: 'A message when a number leaves the bounds that you set.',
  scroll_depth: 'How far down pages are read.',
}

export type ModuleId = keyof typeof modules

/** Those that are always on. */
export const coreModules: Record<string, string> = {
  pageviews: 'Page views',
  events: 'Events',
  sessions: 'Visits',
  referrers: 'Sources',
  devices: 'Devices',
  geo: 'Countries',
  realtime: 'Realtime',
}

/** What the server names, by dimension, in another language than its own, which is English. */
export const values: Record<string, Record<string, string>> = {}
