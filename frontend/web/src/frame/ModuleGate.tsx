import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMutation, useQuery } from 'urql'
import { graphql } from '../api/graphql'
import { Failed } from '../panels/States'
import { problemOf } from '../api/problems'
import { useProject } from '../question/useQuestion'
import type { ModuleId } from '../words/modules.en'
import { useWords } from '../words/words'
import { Icon, type IconName } from '../parts/icons'
import css from './ModuleGate.module.css'
import { useManages } from './session'

const SwitchesQuery = graphql(`
  query Switches($project: ID) {
    project(id: $project) {
      id
      modules {
        name
        enabled
      }
    }
  }
`)

const EnableModule = graphql(`
  mutation EnableModule($project: ID, $name: String!) {
    enableModule(project: $project, name: $name) {
      name
      enabled
    }
  }
`)

interface Props {
  module: ModuleId
  icon: IconName
  children: ReactNode
}

/** A page of a module; where that is off, what it would show and how to switch it on. */
export function ModuleGate({ module, icon, children }: Props) {
  const words = useWords()
  const manages = useManages()
  const { id } = useProject()
  const [{ data }, reload] = useQuery({ query: SwitchesQuery, variables: { project: id } })
  const [{ error, fetching }, enable] = useMutation(EnableModule)
  const off = data?.project?.modules?.find(({ name }) => name === module)?.enabled === false
  if (!off) return children
  const switchOn = () => {
    void enable({ project: id, name: module }).then(() => {
      reload({ requestPolicy: 'network-only' })
    })
  }
  return (
    <section className={css.off} aria-label={words.panel.off(module)}>
      <span className={css.sign}>
        <Icon name={icon} size={28} />
      </span>
      <p className={css.does}>{words.modules[module]}</p>
      <p className={css.soft}>{words.panel.off(module)}</p>
      {error && <Failed problem={problemOf(error)} />}
      {manages ? (
        <Button loading={fetching} onClick={switchOn}>
          {words.panel.switchOn}
        </Button>
      ) : (
        <p className={css.soft}>{words.panel.offHint}</p>
      )}
    </section>
  )
}
