import { useState } from 'react'
import { useMutation } from 'urql'
import { useAskedVariables } from '../api/asked'
import { ChoiceBar } from '../forms/ChoiceBar'
import { DeleteDialog } from '../forms/DeleteDialog'
import { Teach } from '../forms/Teach'
import { AnswerPanel } from '../panels/AnswerPanel'
import { Figures } from '../panels/Figures'
import { gridOf } from '../panels/grid'
import { Failed, Note, Waiting } from '../panels/States'
import { problemOfField, useAnswer } from '../panels/useAnswer'
import { usePageChoice, useProject } from '../question/useQuestion'
import { useFormat, useWords } from '../words/words'
import page from './Analysis.module.css'
import { Breakdown } from './funnels/Breakdown'
import { DeleteFunnel, type Funnel, FunnelQuery, type FunnelReport, FunnelsQuery } from './funnels/documents'
import { FunnelChart } from './funnels/FunnelChart'
import { FunnelForm } from './funnels/FunnelForm'
import { Losses } from './funnels/Losses'

type Dialog = 'add' | 'edit' | 'delete' | null

/** How many visitors get from step to step, where they stop, and who they are. */
export default function Funnels() {
  const words = useWords()
  const { id: project } = useProject()
  const list = useAnswer(FunnelsQuery, { project })
  const [chosen, choose] = usePageChoice('funnel')
  const [dialog, setDialog] = useState<Dialog>(null)
  const funnels = list.data?.project?.funnels?.nodes
  const funnel = funnels?.find(({ id }) => id === chosen) ?? funnels?.[0] ?? null
  const close = () => {
    setDialog(null)
  }
  const saved = (id: string | null) => {
    close()
    list.again()
    choose(id)
  }
  if (!funnels) {
    const problem = problemOfField(list, 'funnels')
    return problem ? <Failed problem={problem} /> : <Waiting rows={8} />
  }
  return (
    <div className={page.page}>
      {funnel ? (
        <>
          <ChoiceBar
            label={words.funnels.funnel}
            choices={funnels}
            chosen={funnel.id}
            add={words.funnels.add}
            onChoose={choose}
            onAdd={() => { setDialog('add') }}
            onEdit={() => { setDialog('edit') }}
            onDelete={() => { setDialog('delete') }}
          />
          <Report key={funnel.id} id={funnel.id} />
        </>
      ) : (
        <Teach
          icon="funnels"
          title={words.funnels.teachTitle}
          text={words.funnels.teach}
          action={words.funnels.add}
          onAction={() => { setDialog('add') }}
        />
      )}
      {dialog === 'add' && <FunnelForm funnel={null} onSaved={saved} onClose={close} />}
      {dialog === 'edit' && funnel && <FunnelForm funnel={funnel} onSaved={saved} onClose={close} />}
      {dialog === 'delete' && funnel && <Delete funnel={funnel} onDeleted={() => { saved(null) }} onClose={close} />}
    </div>
  )
}

function Report({ id }: { id: string }) {
  const words = useWords()
  const asked = useAskedVariables()
  const [lost, chooseLost] = usePageChoice('lost')
  const answer = useAnswer(FunnelQuery, { ...asked, id })
  const report = answer.data?.project?.analytics.funnel
  const step = Number(lost)
  const label = report?.steps[step - 1]?.label
  return (
    <>
      <Sums report={report} />
      <AnswerPanel
        title={words.funnels.chart}
        answer={answer}
        field="funnel"
        found={report}
        isEmpty={({ steps }) => steps[0]?.visitors === 0}
        empty={<Note>{words.funnels.noneEntered}</Note>}
        grid={useStepsGrid()}
      >
        {(found) => (
          <FunnelChart
            report={found}
            lost={lost === null ? null : step}
            onLost={(next) => { chooseLost(next === step ? null : String(next)) }}
          />
        )}
      </AnswerPanel>
      {report && label !== undefined && step < report.steps.length && <Losses id={id} step={step} label={label} />}
      {report && <Breakdown id={id} steps={report.steps} />}
    </>
  )
}

function Sums({ report }: { report: FunnelReport | null | undefined }) {
  const words = useWords()
  const format = useFormat()
  const previous = report?.previous
  const slowest = Math.max(0, ...(report?.steps.map(({ medianSeconds }) => medianSeconds ?? 0) ?? []))
  const at = report?.steps.find(({ medianSeconds }) => medianSeconds === slowest)
  return (
    <Figures
      label={words.frame.funnels}
      figures={[
        { id: 'overall', name: words.funnels.overall, value: report?.overallConversion, before: previous?.overallConversion, format: format.percent },
        { id: 'entered', name: words.funnels.entered, value: report?.steps[0]?.visitors, before: previous?.steps[0]?.visitors, format: format.whole },
        { id: 'completed', name: words.funnels.completed, value: report?.steps.at(-1)?.visitors, before: previous?.steps.at(-1)?.visitors, format: format.whole },
        { id: 'slowest', name: words.funnels.slowest, value: report ? slowest || null : undefined, format: format.duration, ...(at && slowest > 0 && { note: at.label }) },
      ]}
    />
  )
}

function useStepsGrid() {
  const words = useWords()
  const format = useFormat()
  return ({ steps }: FunnelReport) => {
    const first = steps[0]?.visitors ?? 0
    const ofFirst = (visitors: number) => (first === 0 ? 0 : Math.round((visitors / first) * 1000) / 10)
    return gridOf(
      [
        { name: words.funnels.steps, value: ({ label }) => label },
        { name: words.funnels.visitors, value: ({ visitors }) => visitors, show: ({ visitors }) => format.whole(visitors) },
        { name: words.funnels.rate, value: (row) => row.conversionRate, show: (row) => format.percent(row.conversionRate) },
        { name: words.funnels.ofFirst, value: ({ visitors }) => ofFirst(visitors), show: ({ visitors }) => format.percent(ofFirst(visitors)) },
        { name: words.funnels.median, value: (row) => row.medianSeconds, show: (row) => (row.medianSeconds === null ? '–' : format.duration(row.medianSeconds)) },
      ],
      steps,
    )
  }
}

function Delete({ funnel, onDeleted, onClose }: { funnel: Funnel; onDeleted: () => void; onClose: () => void }) {
  const { id: project } = useProject()
  const [{ fetching, error }, remove] = useMutation(DeleteFunnel)
  return (
    <DeleteDialog
      name={funnel.name}
      busy={fetching}
      refused={error?.message ?? null}
      onClose={onClose}
      onDelete={() => {
        void remove({ project, id: funnel.id }).then((result) => {
          if (!result.error) onDeleted()
        })
      }}
    />
  )
}
