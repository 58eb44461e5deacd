/** The overview, and what is kept beside it: goals at a glance, segments, annotations. */

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many)

export const overview = {
  map: 'Visitors by country, as a map; the list beside it has the numbers',
  goals: 'Goals',
  goal: 'Goal',
  conversions: 'Conversions',
  conversionRate: 'Rate',
  noGoals: 'No goal is defined yet.',
  defineGoal: 'Define one',
  everybody: 'Everybody',
}

export const segments = {
  title: 'Segments',
  choose: 'Segment',
  none: 'No segment is saved yet. Set filters, then save them here.',
  save: 'Save these filters as a segment',
  saveTitle: 'Save a segment',
  name: 'Name',
  compare: 'Compare segments',
  use: 'Use',
  rename: 'Rename',
  remove: 'Delete',
  removeText: (name: string) => `“${name}” is deleted for everybody. Numbers stay as they are.`,
  rich: 'Made by the API with “or” or “not”: it can be compared here, but not shown as filters.',
  one: 'Segment',
  ofAll: (share: string) => `${share} of all visitors`,
  actionsOf: (name: string) => `Actions of segment ${name}`,
  conditions: (count: number) => `${String(count)} ${plural(count, 'filter', 'filters')}`,
}

export const annotations = {
  title: 'Annotations',
  add: 'Add an annotation',
  edit: 'Change the annotation',
  change: 'Change the annotation:',
  text: 'What happened',
  at: (zone: string) => `When (${zone})`,
  when: 'When',
  link: 'Link',
  linkHint: 'Where more is told. May be left out.',
  more: 'More about it',
  remove: 'Delete',
  inRange: 'Annotations of this range',
  none: 'No annotation yet. They mark a moment in the charts: a release, a campaign, an outage.',
}
