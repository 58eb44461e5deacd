/** A field of the schema: what may be asked, and what comes back. */
export interface Field<Arguments, Value> {
  arguments: Arguments
  value: Value
}

export type None = Record<string, never>

/** Stands for an object of which fields are to be chosen. */
export interface Of<Type> {
  of: Type
}

type Chosen<Value> = Value extends (infer Element)[] ? Chosen<Element> : Value extends Of<infer Type> ? Type : never

/** Whether a field can be asked without arguments. */
type Free<Arguments> = None extends Arguments ? true : false

type Ask<Arguments, Fields> = [Arguments, Fields] | (Free<Arguments> extends true ? Fields : never)

/** The fields that are wanted of a type: `true`, or those of the object within, behind the arguments where there are any. */
export type Selection<Type> = {
  [Name in keyof Type]?: Type[Name] extends Field<infer Arguments, infer Value>
    ? [Chosen<Value>] extends [never]
      ? Ask<Arguments, true>
      : Ask<Arguments, Selection<Chosen<Value>>>
    : never
}

type Inner<Asked> = Asked extends [unknown, infer Fields] ? Fields : Asked

type Given<Value, Asked> = Value extends (infer Element)[]
  ? Given<Element, Asked>[]
  : Value extends Of<infer Type>
    ? Result<Type, Inner<Asked>>
    : Value

/** What comes back for a selection: exactly its fields, with the schema's types. */
export type Result<Type, Wanted> = {
  [Name in keyof Wanted & keyof Type]: Type[Name] extends { value: infer Value } ? Given<Value, Wanted[Name]> : never
}
