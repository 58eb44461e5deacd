import { graphql } from '../../api/graphql'

export const NowSubscription = graphql(`
  subscription Now($project: ID) {
    realtime(project: $project) {
      activeVisitors
    }
  }
`)

export const LastMinutes = graphql(`
  subscription LastMinutes($project: ID, $startAt: String) {
    analytics(project: $project, range: { startAt: $startAt }) {
      timeseries(interval: MINUTE) {
        start
        pageviews
      }
      top: breakdown(by: PAGE, first: 8) {
        nodes {
          value
          visitors
        }
      }
      sources: breakdown(by: SOURCE, first: 8) {
        nodes {
          value
          visitors
        }
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
