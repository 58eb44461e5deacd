import { STYLE } from './style'
import type { Question, Survey } from './types'

type Child = Node | string | false | undefined

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children.filter((child): child is Node | string => Boolean(child)))
  return element
}

function choice(question: Question, type: 'radio' | 'checkbox', value: string): HTMLElement {
  const required = type === 'radio' && question.required !== false
  return make('li', {}, make('label', {}, make('input', { type, name: question.id, value, required }), make('span', {}, value)))
}

function scale({ min = 0, max = 10 }: Question): string[] {
  return Array.from({ length: max - min + 1 }, (_, step) => String(min + step))
}

/** Native inputs: arrow keys, required answers and what a screen reader says come with them. */
function field(question: Question): HTMLElement {
  const { id, type, options = [], required } = question
  if (type === 'rating') return make('ol', {}, ...scale(question).map((value) => choice(question, 'radio', value)))
  if (type === 'text') return make('textarea', { name: id, required: required !== false, ariaLabel: question.text })
  const input = type.startsWith('multi') ? 'checkbox' : 'radio'
  return make('ul', {}, ...options.map((value) => choice(question, input, value)))
}

/** The survey's element, its form and the button that closes it; it shows nothing until it stands in a page. */
export function build({ name, questions, appearance }: Survey): { host: HTMLElement; form: HTMLFormElement; close: HTMLElement } {
  const { position = 'bottom-right', theme = 'light', primary_color = '' } = appearance ?? {}
  const close = make('button', { type: 'button', ariaLabel: 'Close' }, '×')
  const form = make(
    'form',
    { role: 'dialog', ariaLabel: name },
    make('h2', {}, name),
    ...questions.map((question) => make('fieldset', {}, make('legend', {}, question.text), field(question))),
    make('button', { type: 'submit' }, 'Send'),
    close,
  )
  form.dataset.position = position
  const host = make('pulse-survey' as 'div', {})
  host.setAttribute('theme', theme)
  host.style.setProperty('--accent', primary_color)
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  // announced when it comes, without taking the focus from what the visitor is doing
  root.append(make('div', { role: 'status' }, form))
  return { host, form, close }
}
