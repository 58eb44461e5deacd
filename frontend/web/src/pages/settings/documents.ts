import { graphql } from '../../api/graphql'

export const CreateKey = graphql(`
  mutation CreateKey($project: ID, $name: String!, $scopes: [Scope!]!) {
    createKey(project: $project, name: $name, scopes: $scopes) {
      id
      key
    }
  }
`)
