import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { graphql, type ResultOf } from '../../api/graphql'
import { problemOf } from '../../api/problems'
import { useManages } from '../../frame/session'
import { useModuleName } from '../../frame/useModuleName'
import { Panel } from '../../panels/Panel'
import { Failed, Waiting } from '../../panels/States'
import { useProject } from '../../question/useQuestion'
import type { ModuleId } from '../../words/modules.en'
import { useWords } from '../../words/words'
import css from './Settings.module.css'

const ModulesQuery = graphql(`
  query Modules($project: ID) {
    project(id: $project) {
      modules {
        name
        enabled
        core
        category
      }
    }
  }
`)

const SwitchModule = graphql(`
  mutation SwitchModule($project: ID, $name: String!, $enabled: Boolean!) {
    setModules(project: $project, modules: [{ name: $name, enabled: $enabled }]) {
      name
      enabled
    }
  }
`)

type Module = NonNullable<NonNullable<ResultOf<typeof ModulesQuery>['project']>['modules']>[number]

export function Modules() {
  const words = useWords()
  const nameOf = useModuleName()
  const { id } = useProject()
  const [{ data, error }, reload] = useQuery({ query: ModulesQuery, variables: { project: id } })
  const { refused, states, flip } = useSwitches(() => {
    reload({ requestPolicy: 'network-only' })
  })
  const modules = data?.project?.modules?.map((module) => ({ ...module, enabled: states[module.name] ?? module.enabled }))
  return (
    <Panel title={words.settings.modules}>
      <p className={css.hint}>{words.settings.modulesHint}</p>
      {refused && <Failed problem={refused} />}
      {modules ? (
        <>
          {[...Map.groupBy(modules.filter(({ core }) => !core), ({ category }) => category)].map(([category, rows]) => (
            <div key={category}>
              <h3 className={css.group}>{words.settings.categories[category.toLowerCase()]}</h3>
              {rows.map((module) => (
                <Row key={module.name} module={module} onFlip={flip} />
              ))}
            </div>
          ))}
          <p className={css.hint}>
            {words.settings.always(modules.filter(({ core }) => core).map(({ name }) => nameOf(name)).join(', '))}
          </p>
        </>
      ) : error ? (
        <Failed problem={problemOf(error)} />
      ) : (
        <Waiting rows={8} />
      )}
    </Panel>
  )
}

/** What was switched here shows at once; what the server refuses goes back, and says why. */
function useSwitches(onChanged: () => void) {
  const { id } = useProject()
  const [{ error }, change] = useMutation(SwitchModule)
  const [states, setStates] = useState<Record<string, boolean>>({})
  const flip = (name: string, enabled: boolean) => {
    setStates((before) => ({ ...before, [name]: enabled }))
    void change({ project: id, name, enabled }).then((result) => {
      if (result.error) setStates((before) => ({ ...before, [name]: !enabled }))
      onChanged()
    })
  }
  return { refused: error ? problemOf(error) : null, states, flip }
}

function Row({ module, onFlip }: { module: Module; onFlip: (name: string, enabled: boolean) => void }) {
  const words = useWords()
  const manages = useManages()
  const nameOf = useModuleName()
  return (
    <div className={css.module}>
      <div>
        <b>{nameOf(module.name)}</b> <code>{module.name}</code>
        <p>{words.modules[module.name as ModuleId]}</p>
      </div>
      <Switch
        aria-label={words.settings.enable(module.name)}
        checked={module.enabled}
        disabled={!manages}
        onChange={(event) => {
          onFlip(module.name, event.currentTarget.checked)
        }}
      />
    </div>
  )
}
