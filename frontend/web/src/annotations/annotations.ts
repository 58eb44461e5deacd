/** Annotations: marks on the time line. */

import { graphql } from '../api/graphql'

export interface Annotation {
  id: string
  at: string
  text: string
  link: string | null
}

export const CreateAnnotation = graphql(`
  mutation CreateAnnotation($project: ID, $text: String!, $at: DateTime, $link: String) {
    createAnnotation(project: $project, text: $text, at: $at, link: $link) {
      id
    }
  }
`)

export const UpdateAnnotation = graphql(`
  mutation UpdateAnnotation($project: ID, $id: ID!, $text: String!, $at: DateTime, $link: String) {
    updateAnnotation(project: $project, id: $id, text: $text, at: $at, link: $link) {
      id
    }
  }
`)

export const DeleteAnnotation = graphql(`
  mutation DeleteAnnotation($project: ID, $id: ID!) {
    deleteAnnotation(project: $project, id: $id)
  }
`)
