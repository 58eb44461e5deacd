import type { annotations as annotationsIn, overview as overviewIn, segments as segmentsIn } from './overview.en'

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many)

export const overview: typeof overviewIn = {
  map: 'Besucher nach Land, als Karte; die Zahlen stehen in der Liste daneben',
  goals: 'Ziele',
  goal: 'Ziel',
  conversions: 'Erreicht',
  conversionRate: 'Quote',
  noGoals: 'Noch ist kein Ziel festgelegt.',
  defineGoal: 'Eines festlegen',
  everybody: 'Alle',
}

export const segments: typeof segmentsIn = {
  title: 'Segmente',
  choose: 'Segment',
  none: 'Noch ist kein Segment gespeichert. Filter setzen, dann hier speichern.',
  save: 'Diese Filter als Segment speichern',
  saveTitle: 'Ein Segment speichern',
  name: 'Name',
  compare: 'Segmente vergleichen',
  use: 'Anwenden',
  rename: 'Umbenennen',
  remove: 'Löschen',
  removeText: (name) => `„${name}“ wird für alle gelöscht. Die Zahlen bleiben, wie sie sind.`,
  rich: 'Über die API mit „oder“ oder „nicht“ gemacht: vergleichbar, aber nicht als Filter darstellbar.',
  one: 'Segment',
  ofAll: (share) => `${share} aller Besucher`,
  actionsOf: (name) => `Aktionen für Segment ${name}`,
  conditions: (count) => `${String(count)} ${plural(count, 'Filter', 'Filter')}`,
}

export const annotations: typeof annotationsIn = {
  title: 'Anmerkungen',
  add: 'Anmerkung hinzufügen',
  edit: 'Anmerkung ändern',
  change: 'Anmerkung ändern:',
  text: 'Was geschah',
  at: (zone) => `Wann (${zone})`,
  when: 'Wann',
  link: 'Link',
  linkHint: 'Wo mehr darüber steht. Kann leer bleiben.',
  more: 'Mehr dazu',
  remove: 'Löschen',
  inRange: 'Anmerkungen dieses Zeitraums',
  none: 'Noch keine Anmerkung. Sie markiert einen Moment in den Diagrammen: ein Release, eine Kampagne, einen Ausfall.',
}
