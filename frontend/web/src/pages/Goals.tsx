import { useState } from 'react'
import { useMutation } from 'urql'
import { useAskedVariables } from '../api/asked'
import { ChoiceBar } from '../forms/ChoiceBar'
import { DeleteDialog } from '../forms/DeleteDialog'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { gridOf } from '../panels/grid'
import { Failed, Waiting } from '../panels/States'
import { type Answer, problemOfField, useAnswer } from '../panels/useAnswer'
import type { ResultOf } from '../api/graphql'
import { usePageChoice, useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import { DeleteGoal, type Goal, GoalsQuery } from './goals/documents'
import { GoalForm } from './goals/GoalForm'
import { GoalReport } from './goals/GoalReport'

type Dialog = 'add' | 'edit' | 'delete' | null

/** What should happen, how often it does, who brings it about, and what it earns. */
export default function Goals() {
  const words = useWords()
  const { compare: _, ...asked } = useAskedVariables()
  const list = useAnswer(GoalsQuery, asked)
  const [chosen, choose] = usePageChoice('goal')
  const [dialog, setDialog] = useState<Dialog>(null)
  const goals = list.data?.project?.goals?.nodes
  const goal = goals?.find(({ id }) => id === chosen) ?? goals?.[0] ?? null
  const close = () => {
    setDialog(null)
  }
  const saved = (id: string | null) => {
    close()
    list.again()
    choose(id)
  }
  if (!goals) {
    const problem = problemOfField(list, 'goals')
    return problem ? <Failed problem={problem} /> : <Waiting rows={8} />
  }
  return (
    <div className={page.page}>
      {goal ? (
        <>
          {goals.length > 1 && <All list={list} goals={goals} onChoose={choose} />}
          <ChoiceBar
            label={words.goals.goal}
            choices={goals}
            chosen={goal.id}
            add={words.goals.add}
            onChoose={choose}
            onAdd={() => { setDialog('add') }}
            onEdit={() => { setDialog('edit') }}
            onDelete={() => { setDialog('delete') }}
          />
          <GoalReport key={goal.id} id={goal.id} />
        </>
      ) : (
        <Teach
          icon="goals"
          title={words.goals.teachTitle}
          text={words.goals.teach}
          action={words.goals.add}
          onAction={() => { setDialog('add') }}
        />
      )}
      {dialog === 'add' && <GoalForm goal={null} onSaved={saved} onClose={close} />}
      {dialog === 'edit' && goal && <GoalForm goal={goal} onSaved={saved} onClose={close} />}
      {dialog === 'delete' && goal && <Delete goal={goal} onDeleted={() => { saved(null) }} onClose={close} />}
    </div>
  )
}

interface AllProps {
  list: Answer<ResultOf<typeof GoalsQuery>>
  goals: Goal[]
  onChoose: (id: string) => void
}

/** Every goal with what it comes to, to choose among. */
function All({ list, goals, onChoose }: AllProps) {
  const words = useWords()
  const format = useFormat()
  const what = useWhat()
  return (
    <AnswerPanel
      title={words.goals.all}
      answer={list}
      field="goalSummaries"
      found={list.data?.project?.analytics.goalSummaries}
      grid={(sums) => {
        const of = (goal: Goal) => sums.find(({ goalId }) => goalId === goal.id)
        return gridOf(
          [
            {
              name: words.goals.goal,
              value: ({ name }) => name,
              show: ({ id, name }) => (
                <button type="button" className={page.link} onClick={() => { onChoose(id) }}>
                  {name}
                </button>
              ),
            },
            { name: words.goals.type, value: what, show: (goal) => <span className={page.soft}>{what(goal)}</span> },
            { name: words.goals.conversions, value: (goal) => of(goal)?.conversions ?? null, show: (goal) => format.whole(of(goal)?.conversions ?? 0) },
            { name: words.goals.unique, value: (goal) => of(goal)?.uniqueVisitors ?? null, show: (goal) => format.whole(of(goal)?.uniqueVisitors ?? 0) },
            { name: words.goals.rate, value: (goal) => of(goal)?.conversionRate ?? null, show: (goal) => format.percent(of(goal)?.conversionRate ?? 0, 2) },
          ],
          goals,
          ({ id }) => id,
        )
      }}
    />
  )
}

/** What reaches a goal, as half a sentence. */
function useWhat(): (goal: Goal) => string {
  const { goals } = useWords()
  const format = useFormat()
  return ({ goalType, config }) => {
    switch (goalType) {
      case 'PAGEVIEW':
        return goals.what.PAGEVIEW(config.path ?? '')
      case 'EVENT':
        return goals.what.EVENT(config.eventName ?? '')
      case 'DURATION':
        return goals.what.DURATION(format.duration(config.thresholdSeconds ?? 0))
      case 'PAGES_PER_SESSION':
        return goals.what.PAGES_PER_SESSION(format.whole(config.thresholdPages ?? 0))
    }
  }
}

function Delete({ goal, onDeleted, onClose }: { goal: Goal; onDeleted: () => void; onClose: () => void }) {
  const { id: project } = useProject()
  const [{ fetching, error }, remove] = useMutation(DeleteGoal)
  return (
    <DeleteDialog
      name={goal.name}
      busy={fetching}
      refused={error?.message ?? null}
      onClose={onClose}
      onDelete={() => {
        void remove({ project, id: goal.id }).then((result) => {
          if (!result.error) onDeleted()
        })
      }}
    />
  )
}
