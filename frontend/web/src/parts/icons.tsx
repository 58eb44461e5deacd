/** The few pictures that the dashboard uses, drawn with one pen. They are decoration: words stand beside or on the button. */

const PATHS = {
  overview: 'M4 13h6V4H4zM14 9h6V4h-6zM14 20h6v-7h-6zM4 20h6v-3H4z',
  realtime: 'M3 12h4l3-8 4 16 3-8h4',
  pages: 'M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h6',
  sources: 'M5 12h13M13 6l6 6-6 6',
  campaigns: 'M4 10v4h3l8 5V5L7 10zM18.5 9a4 4 0 0 1 0 6',
  locations: 'M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  devices: 'M3 5h13v10H3zM7 19h5M18 9h3.5v10H16v-3',
  events: 'M13 3L5 14h6l-1 7 8-11h-6z',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 4.5v5M8 14.5v5',
  filter: 'M4 6h16M7 12h10M10 18h4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  compare: 'M7 4v16M17 4v16M7 8l-4 4 4 4M17 8l4 4-4 4',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2M12 20v2M4 12H2M22 12h-2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
  table: 'M4 5h16v14H4zM4 10h16M4 15h16M10 5v14',
  chart: 'M4 19h16M6 15l4-5 4 3 5-7',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  expand: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6',
  command: 'M9 6a3 3 0 1 0-3 3h12a3 3 0 1 0-3-3v12a3 3 0 1 0 3-3H6a3 3 0 1 0 3 3z',
  key: 'M8 18a4.5 4.5 0 1 1 3.2-7.7L20 2M16 6l3 3M13.5 8.5L16 11',
  out: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
  check: 'M5 13l4 4L19 7',
  exports: 'M12 3v10M8 9l4 4 4-4M4 15v5h16v-5',
  plus: 'M12 5v14M5 12h14',
  funnels: 'M4 5h16l-6 8v6l-4-2v-4z',
  goals: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 12h.01',
  retention: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5',
  cohorts: 'M4 20V12h4v8M10 20V6h4v14M16 20v-5h4v5',
  paths: 'M5 6h4c5 0 5 12 10 12M5 18h4c2.500 0 3.700-3 5-6M16 15l3 3-3 3M5 6h.01M5 18h.01',
  lifecycle: 'M4 9a8 8 0 0 1 14-3l2 2M20 15a8 8 0 0 1-14 3l-2-2M20 3v5h-5M4 21v-5h5',
  visits: 'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c0-3.500 3-5.500 6.500-5.500s6.500 2 6.500 5.500M16 4.300a3.500 3.500 0 0 1 0 6.400M18 15c2 .700 3.500 2.300 3.500 5',
  vitals: 'M4 17a8 8 0 1 1 16 0M12 17l4-6M12 17h.01',
  errors: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  heatmaps: 'M12 3c1 4 5 5 5 10a5 5 0 0 1-10 0c0-2 1-3 1.500-4 .5 1 1.500 1.500 2 1.500C11 8 10.500 5.500 12 3z',
  scroll: 'M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM12 8v7M9.500 13l2.500 2.500 2.500-2.500',
  outlinks: 'M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9',
  segment: 'M12 3a9 9 0 1 0 9 9h-9zM15 3.5A9 9 0 0 1 20.5 9H15z',
  flag: 'M5 21V4M5 5h12l-2.5 4L17 13H5',
  projects: 'M3 7h7l2 2h9v10H3zM3 7V5h6l2 2',
  tv: 'M3 5h18v12H3zM8 21h8M12 17v4',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4zM10 21h4',
  webhook: 'M12 8l-4 7M8 15a3 3 0 1 0 1 5M12 8a3 3 0 1 0-3-3M15 17h-6M15 17a3 3 0 1 0 3-3',
  sharing: 'M15 6a3 3 0 1 0 6 0 3 3 0 0 0-6 0zM3 12a3 3 0 1 0 6 0 3 3 0 0 0-6 0zM15 18a3 3 0 1 0 6 0 3 3 0 0 0-6 0zM9 11l6-4M9 13l6 4',
  audit: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
  surveys: 'M4 5h16v12H9l-5 4zM8 9h8M8 13h5',
  experiments: 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 15h8',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4l13 8-13 8z',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
