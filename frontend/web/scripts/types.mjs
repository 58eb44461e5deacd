// Writes the types of the committed GraphQL schema to src/generated/, which the type checker reads.
import { generateOutput } from '@gql.tada/cli-utils'
import { mkdirSync } from 'node:fs'

mkdirSync('src/generated', { recursive: true })
await generateOutput({ output: undefined, tsconfig: undefined, disablePreprocessing: false })
