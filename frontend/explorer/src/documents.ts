export interface Example {
  title: string
  about: string
  query: string
}

const files = import.meta.glob<string>('../examples/*.graphql', { query: '?raw', import: 'default', eager: true })

/** A file's first two lines, which are comments, are its title and what it is about. */
function read(text: string): Example {
  const [title = '', about = '', ...query] = text.split('\n')
  return { title: title.replace(/^# /, ''), about: about.replace(/^# /, ''), query: query.join('\n').trim() + '\n' }
}

/** Ready-made documents, in the order of their files' names. */
export const examples: Example[] = Object.keys(files)
  .sort()
  .map((name) => read(files[name] ?? ''))
