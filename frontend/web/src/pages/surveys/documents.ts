import { graphql } from '../../api/graphql'

export const UpdateSurvey = graphql(`
  mutation UpdateSurvey(
    $project: ID
    $id: ID!
    $name: String!
    $questions: [SurveyQuestionInput!]!
    $triggerConfig: SurveyTriggerInput
    $appearance: SurveyAppearanceInput
  ) {
    updateSurvey(
      project: $project
      id: $id
      name: $name
      questions: $questions
      triggerConfig: $triggerConfig
      appearance: $appearance
    ) {
      id
    }
  }
`)

export const CreateSurvey = graphql(`
  mutation CreateSurvey(
    $project: ID
    $name: String!
    $questions: [SurveyQuestionInput!]!
    $triggerConfig: SurveyTriggerInput
    $appearance: SurveyAppearanceInput
  ) {
    createSurvey(
      project: $project
      name: $name
      questions: $questions
      triggerConfig: $triggerConfig
      appearance: $appearance
    ) {
      id
    }
  }
`)
