/** A document as the SDK's read client asks it: `pulse.query({ … })` with the variables put in. */

import { type DirectiveNode, type DocumentNode, type FieldNode, Kind, OperationTypeNode, type SelectionSetNode, type ValueNode } from 'graphql'

type Values = Record<string, unknown>

/** A field on the way to what is wanted; its arguments as they stand in the snippet. */
interface Step {
  name: string
  args: Values
}

/** What is wanted below a field; nothing below a leaf. */
interface Wanted {
  args: Values
  fields: Map<string, Wanted>
}

/**
 * The snippet, or null of what is no query. The client's questions have no aliases: where a document asks one field twice,
 * the snippet asks as many questions, and awaits them together.
 */
export function snippetOf(document: DocumentNode, variables: Values, apiUrl: string): string | null {
  const asked = questionsOf(document, variables)
  if (!asked) return null
  const questions = asked.map((question) => `pulse.query(${print(shown(question), 0)})`)
  const [only] = questions
  const answers =
    questions.length === 1
      ? `const { data, errors } = await ${only ?? ''}`
      : `const answers = await Promise.all([\n${questions.map((each) => `${indented(each)},\n`).join('')}])`
  return [
    `import { PulseReader } from '@pulse-analytics/sdk/read'`,
    '',
    `const pulse = new PulseReader({ apiKey: 'YOUR_QUERY_KEY', apiUrl: ${text(apiUrl)} })`,
    answers,
  ].join('\n')
}

function questionsOf(document: DocumentNode, variables: Values): Wanted[] | null {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  if (operation?.operation !== OperationTypeNode.QUERY) return null
  const questions: Wanted[] = []
  for (const path of leaves(operation.selectionSet, document, variables, [])) put(questions, path)
  return questions
}

/** The ways to each leaf, fragments and conditions resolved. */
function* leaves(set: SelectionSetNode, document: DocumentNode, variables: Values, above: Step[]): Generator<Step[]> {
  for (const node of set.selections) {
    if (!included(node.directives ?? [], variables)) continue
    if (node.kind === Kind.FIELD) yield* leavesOf(node, document, variables, above)
    else {
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragmentOf(document, node.name.value)
      if (inner) yield* leaves(inner, document, variables, above)
    }
  }
}

function* leavesOf(node: FieldNode, document: DocumentNode, variables: Values, above: Step[]): Generator<Step[]> {
  const given = (node.arguments ?? []).map(({ name, value }) => [name.value, valueOf(value, variables)] as const)
  // null is what an argument is without a word
  const args = Object.fromEntries(given.filter(([, value]) => value !== null && value !== undefined))
  const path = [...above, { name: node.name.value, args }]
  if (node.selectionSet) yield* leaves(node.selectionSet, document, variables, path)
  else if (node.name.value !== '__typename') yield path
}

function fragmentOf(document: DocumentNode, name: string): SelectionSetNode | undefined {
  const found = document.definitions.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name)
  return found && 'selectionSet' in found ? found.selectionSet : undefined
}

function included(directives: readonly DirectiveNode[], variables: Values): boolean {
  return directives.every(({ name, arguments: args }) => {
    const condition = args?.find((each) => each.name.value === 'if')
    if (!condition) return true
    return valueOf(condition.value, variables) === (name.value !== 'skip')
  })
}

function valueOf(node: ValueNode, variables: Values): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value]
    case Kind.NULL:
      return null
    case Kind.LIST:
      return node.values.map((each) => valueOf(each, variables))
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((each) => [each.name.value, valueOf(each.value, variables)]))
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value)
    default:
      return node.value
  }
}

const blank = (args: Values = {}): Wanted => ({ args, fields: new Map() })
const same = (one: Values, other: Values): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Put a way into the first question that asks none of its fields with other arguments. */
function put(questions: Wanted[], path: Step[]): void {
  let at = questions.find((each) => fits(each, path))
  if (!at) questions.push((at = blank()))
  for (const { name, args } of path) {
    const next: Wanted = at.fields.get(name) ?? blank(args)
    at.fields.set(name, next)
    at = next
  }
}

function fits(question: Wanted, path: Step[]): boolean {
  let at: Wanted | undefined = question
  for (const { name, args } of path) {
    at = at.fields.get(name)
    if (!at) return true
    if (!same(at.args, args)) return false
  }
  return true
}

/** As the client takes it: `true`, the fields within, or both behind the arguments. */
function shown({ args, fields }: Wanted): unknown {
  const inner = fields.size === 0 ? true : Object.fromEntries([...fields].map(([name, each]) => [name, shown(each)]))
  return Object.keys(args).length === 0 ? inner : [args, inner]
}

const WIDTH = 88

/** A value as a literal, on one line where it is short. */
function print(value: unknown, depth: number): string {
  const line = inline(value)
  if (line.length + depth * 2 <= WIDTH || typeof value !== 'object' || value === null) return line
  const inside = '  '.repeat(depth + 1)
  const parts = Array.isArray(value)
    ? value.map((each) => print(each, depth + 1))
    : Object.entries(value).map(([name, each]) => `${name}: ${print(each, depth + 1)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open ?? ''}\n${parts.map((part) => `${inside}${part},\n`).join('')}${'  '.repeat(depth)}${close ?? ''}`
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return String(value)
  return `{ ${Object.entries(value).map(([name, each]) => `${name}: ${inline(each)}`).join(', ')} }`
}

const text = (value: string): string => `'${value.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`).replaceAll('\n', String.raw`\n`)}'`
const indented = (lines: string): string => lines.split('\n').map((line) => `  ${line}`).join('\n')
