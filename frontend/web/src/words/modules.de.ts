import type { ModuleId } from './modules.en'

export const modules: Record<ModuleId, string> = {
  utm: 'Welche Kampagnen, Quellen und Medien Besuche bringen, aus den UTM-Parametern der Adressen.',
  funnels: 'Wie viele Besucher von einem Schritt zum nächsten kommen, wo sie aufhören und wer sie sind.',
  goals: 'Wie oft geschieht, was geschehen soll, wer es tut und was es einbringt.',
  retention: 'Welcher Teil der Besucher, die in einer Woche zum ersten Mal kamen, wiederkommt, und nach wie vielen Tagen.',
  cohorts: 'Wochen oder Monate nebeneinander: aktive Besucher und was sie taten, insgesamt und je Besucher.',
  paths: 'Wohin Besucher von einer Seite gehen, oder woher sie kommen, Schritt für Schritt.',
  webvitals: 'Wie schnell sich Seiten für ihre Leser anfühlen: Laden, Reaktion und Ruhe, wie deren Browser es maßen.',
  error_tracking: 'JavaScript-Fehler deiner Besucher in Gruppen, mit Stapel, Verlauf und wen sie trafen.',
  heatmaps: 'Wohin Besucher auf einer Seite klicken, nach der Breite ihres Fensters.',
  ab_testing: 'Zwei oder mehr Fassungen von etwas, durch Zufall gezeigt, und welche davon besser wirkt.',
  surveys: 'Fragen an deine Besucher auf der Seite selbst, und was sie antworten.',
  search: 'Wonach Besucher auf deiner Website suchen, und was sie nicht finden.',
  exports: 'Jeder Bericht als Datei, und alle Rohereignisse zum Mitnehmen.',
  sharing: 'Dashboards für Leute ohne Schlüssel, über einen Link, auf Wunsch mit Passwort.',
  alerts: 'Eine Nachricht, wenn eine Zahl die Grenzen verlässt, die du setzt.',
  scroll_depth: 'Wie weit Seiten nach unten gelesen werden.',
}

export const coreModules: Record<string, string> = {
  pageviews: 'Seitenaufrufe',
  events: 'Ereignisse',
  sessions: 'Besuche',
  referrers: 'Quellen',
  devices: 'Geräte',
  geo: 'Länder',
  realtime: 'Live',
}

export const values: Record<string, Record<string, string>> = {
  channel: {
    Direct: 'Direkt',
    'Organic Search': 'Suche',
    Paid: 'Bezahlt',
    Social: 'Soziale Netze',
    Email: 'E-Mail',
    Referral: 'Verweise',
    'AI Assistants': 'KI-Assistenten',
  },
  device: { Mobile: 'Mobil' },
}
