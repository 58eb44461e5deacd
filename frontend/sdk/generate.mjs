/**
 * Writes the read client's types, and the little that it must know of them at run time, from the committed schema. Each
 * build does so anew: what it writes is not committed, and so cannot fall behind.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  getNamedType,
} from 'graphql'

const SCHEMA = new URL('../../schema/schema.graphql', import.meta.url)
const OUT = new URL('src/generated/schema.ts', import.meta.url)
/** @type {Record<string, string>} */
const SCALARS = { ID: 'string', String: 'string', Int: 'number', Float: 'number', Boolean: 'boolean', BigInt: 'number', JSON: 'unknown' }

const schema = buildSchema(readFileSync(SCHEMA, 'utf8'))
const types = Object.values(schema.getTypeMap())
  .filter(({ name }) => !name.startsWith('__') && name !== 'Mutation' && name !== 'Subscription')
  .sort((a, b) => a.name.localeCompare(b.name))

/** @param {string | null | undefined} text @param {string} indent */
const comment = (text, indent = '') => (text ? `${indent}/** ${text.trim().replace(/\s*\n\s*/g, ' ').replaceAll('*/', '* /')} */\n` : '')

/** @param {import('graphql').GraphQLType} type @returns {string} */
function typed(type) {
  if (isNonNullType(type)) return required(type.ofType)
  return `${required(type)} | null`
}

/** @param {import('graphql').GraphQLType} type @returns {string} */
function required(type) {
  if (isListType(type)) return `(${typed(type.ofType)})[]`
  const { name } = getNamedType(type)
  if (isScalarType(type)) return SCALARS[name] ?? 'string'
  return isObjectType(type) ? `Of<${name}>` : name
}

/** @param {readonly (import('graphql').GraphQLArgument | import('graphql').GraphQLInputField)[]} inputs @param {string} indent */
function inputs(inputs, indent) {
  return inputs
    .map((input) => {
      const optional = !isNonNullType(input.type) || input.defaultValue !== undefined
      return `${comment(input.description, indent)}${indent}${input.name}${optional ? '?' : ''}: ${typed(input.type)}${optional ? ' | undefined' : ''}\n`
    })
    .join('')
}

/** @param {import('graphql').GraphQLField<unknown, unknown>} field */
function field({ name, args, type, description }) {
  const given = args.length ? `{\n${inputs(args, '    ')}  }` : 'None'
  return `${comment(description, '  ')}  ${name}: Field<${given}, ${typed(type)}>\n`
}

/** @param {import('graphql').GraphQLNamedType} type */
function declare(type) {
  const head = comment(type.description)
  if (isEnumType(type)) return `${head}export type ${type.name} = ${type.getValues().map(({ name }) => `'${name}'`).join(' | ')}\n`
  if (isInputObjectType(type)) return `${head}export interface ${type.name} {\n${inputs(Object.values(type.getFields()), '  ')}}\n`
  if (isObjectType(type)) return `${head}export interface ${type.name} {\n${Object.values(type.getFields()).map(field).join('')}}\n`
  return ''
}

/** Per type and field: the type that it leads to, where that has fields, and the types of its arguments. */
function shape() {
  return Object.fromEntries(
    types.filter(isObjectType).map((type) => {
      const known = Object.values(type.getFields()).flatMap(({ name, args, type: returned }) => {
        const named = getNamedType(returned)
        const of = isObjectType(named) ? named.name : ''
        const given = Object.fromEntries(args.map((arg) => [arg.name, String(arg.type)]))
        return of || args.length ? [[name, args.length ? [of, given] : [of]]] : []
      })
      return [type.name, Object.fromEntries(known)]
    }),
  )
}

const text = `// Made from schema/schema.graphql by generate.mjs.
import type { Field, None, Of } from '../select.js'

${types.map(declare).filter(Boolean).join('\n')}
export const SHAPE: Record<string, Record<string, [string, Record<string, string>?]>> = ${JSON.stringify(shape())}
`
mkdirSync(new URL('.', OUT), { recursive: true })
writeFileSync(OUT, text)
