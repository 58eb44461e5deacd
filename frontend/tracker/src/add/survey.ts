import { build, make } from '../survey/build'
import type { Answer, Question, Survey } from '../survey/types'
import type { CreateAddOn } from '../types'

const THANKS_MS = 3_000

function answersIn(form: HTMLFormElement, questions: Question[]): Answer[] {
  const entries = new FormData(form)
  return questions.flatMap(({ id, type }) => {
    const values = entries.getAll(id).map(String).map((value) => value.trim()).filter(Boolean)
    const [first] = values
    if (first === undefined) return []
    return { question_id: id, value: type === 'rating' ? Number(first) : type.startsWith('multi') ? values : first }
  })
}

/** Shows one survey, and sends what was answered, also where the visitor closes it half-way. */
export default ((core, survey: Survey) => {
  const { host, form, close } = build(survey)
  const submit = (completed: boolean) => {
    core.send('survey_response', { survey_id: survey.id, answers: answersIn(form, survey.questions), completed })
  }
  const dismiss = () => {
    submit(false)
    host.remove()
  }
  close.addEventListener('click', dismiss)
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') dismiss()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit(true)
    form.replaceChildren(make('h2', {}, 'Thank you!'))
    setTimeout(() => {
      host.remove()
    }, THANKS_MS)
  })
  document.body.append(host)
}) satisfies CreateAddOn
