/** What one thing that happened looks like on the wire. */
export interface Item {
  id: string
  type: string
  /** When it happened; left out on the wire where that is now. */
  timestamp: number
  path: string
  hostname: string
  [field: string]: unknown
}

export type Fields = Record<string, unknown>

/** Changes an item before it leaves, or holds it back for good with null. */
export type Filter = (item: Item) => Item | null 

/** The tag's attributes without `data-`, or the SDK's options under the same names; present means on. */
export interface Options {
  key: string
  api: string
  /** The one path that everything is sent to; must lead to `/api/batch`. */
  collect?: string 
  /** Leaves page views to the caller. */
  manual?: string 
  utm?: string 
  hash?: string 
  [addOn: string]: string 
}

/** What an add-on may want to be told. */
export interface AddOn {
  /** A view has been recorded. */
  view?(): void
  /** The view is over, or the page is being hidden: the last moment to report. */
  leave?(): void
  /** The address has changed, whether or not that makes a view. */
  url?(): void
}

/** What an add-on's file exports; started by its attribute, or by a command of its name with the command's argument. */
export type CreateAddOn = (core: Core, arg: never) => unknown

export type Load = (name: string) => Promise<{ default(core: Core, arg: unknown): unknown }>

export interface Core {
  options: Options
  /** Every item passes all of them each time it is about to leave. */
  filters: Filter[]
  /** The page view that the visitor is at. */
  view?: Item
  load: Load
  /** Queues an item, to leave at once or within so many milliseconds. */
  send(type: string, fields?: Fields, wait?: number): void
  /** Starts an add-on, if there is one of this name; nothing leaves before one that filters is there. */
  use(name: string, arg?: unknown): Promise<unknown> | null
}
