import { Center, Loader } from '@mantine/core'
import { createContext, type ReactNode, useMemo } from 'react'
import { useSearch } from 'wouter'
import { useQuery } from 'urql'
import { graphql } from '../api/graphql'
import { readQuestion } from '../question/question'
import { type Project, ProjectContext } from '../question/useQuestion'
import { useWords } from '../words/words'
import { useHere } from './session'

/** The projects to choose from: all of them for an operator, none for whoever has a key of one. */
export const ProjectsContext = createContext<Project[]>([])

const ProjectsQuery = graphql(`
  query Projects {
    projects(first: 1000) {
      nodes {
        id
        name
        domain
        timezone
      }
    }
  }
`)

/** Settles which project everything below is about: a key's own, or the one that an operator chose. */
export function ProjectChoice({ children }: { children: ReactNode }) {
  const { session } = useHere()
  if (session.project) return <ProjectContext value={session.project}>{children}</ProjectContext>
  return <OperatorsChoice>{children}</OperatorsChoice>
}

function OperatorsChoice({ children }: { children: ReactNode }) {
  const words = useWords()
  const chosen = readQuestion(useSearch()).project
  const [{ data, error, fetching }] = useQuery({ query: ProjectsQuery })
  const projects = useMemo(() => data?.projects?.nodes ?? [], [data])
  const project = projects.find(({ id }) => id === chosen) ?? projects[0]
  if (project)
    return (
      <ProjectsContext value={projects}>
        <ProjectContext value={project}>{children}</ProjectContext>
      </ProjectsContext>
    )
  return (
    <Center mih="100vh">
      {fetching ? <Loader aria-label={words.common.loading} /> : <p>{error?.message ?? words.frame.noProjects}</p>}
    </Center>
  )
}
