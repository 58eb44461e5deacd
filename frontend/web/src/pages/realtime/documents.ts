import { graphql } from '../../api/graphql'

export const NowSubscription = graphql(`
  subscription Now($project: ID) {
    realtime(project: $project) {
      activeVisitors
    }
  }
`)

/** Everything about the present but the feed. */
export const PresentSubscription = graphql(`
  subscription Present($project: ID) {
    realtime(project: $project) {
      activeVisitors
      minutes {
        minute
        visitors
      }
      pages(first: 8) {
        value
        visitors
      }
      sources(first: 8) {
        value
        visitors
      }
      countries(first: 100) {
        value
        visitors
      }
    }
  }
`)

export const FeedSubscription = graphql(`
  subscription Feed($project: ID) {
    liveEvents(project: $project) {
      id
      type
      timestamp
      name
      path
      title
      country
      source
      browser
      device
    }
  }
`)
