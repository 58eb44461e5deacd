import { Button, createTheme, type MantineColorsTuple, Modal, Select } from '@mantine/core'

/** The one accent colour. White on shade 7 has 6:1; shade 4 has 8:1 on the dark ground (see theme.css). */
const accent: MantineColorsTuple = [
  '#eefbf8', '#d3f3ec', '#a6e6da', '#6fd3c3', '#3fbfae', '#22a596', '#14877b', '#0f6e66', '#105852', '#0d3f3c',
]

/** Greys of the dark ground, with a breath of the accent. */
const dark: MantineColorsTuple = [
  '#e8ecea', '#c3ccc8', '#9da8a3', '#75807b', '#4a524f', '#2b312f', '#1f2423', '#181c1b', '#131716', '#101312',
]

export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: 7,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // the list itself scrolls, so that assistive technology takes it for the popup of its field
    Select: Select.extend({
      defaultProps: { withScrollArea: false },
      styles: { options: { maxHeight: 240, overflowY: 'auto' } },
    }),
    Modal: Modal.extend({ styles: { title: { fontSize: '1rem', fontWeight: 600 } } }),
    Button: Button.extend({ styles: { label: { fontWeight: 500 } } }),
  },
})
