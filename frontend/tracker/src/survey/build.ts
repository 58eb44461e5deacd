import { STYLE } from './style'
import type { Question, Survey } from './types'

const TEXT_CHARS = 4_000

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

/** Boxes know no "at least one": all demand to be ticked until one is. */
function demandOne(list: HTMLElement): void {
  const boxes = [...list.querySelectorAll('input')]
  const demand = () => {
    const none = !boxes.some((box) => box.checked)
    for (const box of boxes) box.required = none
  }
  list.addEventListener('change', demand)
  demand()
}

function writing({ id, text, required }: Question): HTMLElement {
  const area = make('textarea', { name: id, required: required !== false, maxLength: TEXT_CHARS, ariaLabel: text })
  // blanks alone are no answer
  area.addEventListener('change', () => {
    area.value = area.value.trim()
  })
  return area
}

/** Native inputs: arrow keys, required answers and what a screen reader says come with them. */
function field(question: Question): HTMLElement {
  const { type, options = [], required } = question
  if (type === 'rating') return make('ol', {}, ...scale(question).map((value) => choice(question, 'radio', value)))
  if (type === 'text') return writing(question)
  const many = type.startsWith('multi')
  const list = make('ul', {}, ...options.map((value) => choice(question, many ? 'checkbox' : 'radio', value)))
  if (many && required !== false) demandOne(list)
  return list
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
