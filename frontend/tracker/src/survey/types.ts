export interface Question {
  id: string
  type: string
  text: string
  required?: boolean
  min?: number
  max?: number
  options?: string[]
}

export interface Survey {
  id: string
  name: string
  questions: Question[]
  trigger_config?: {
    type?: string
    delay_seconds?: number
    percent?: number
    event?: string
    pages?: string[]
    show_once?: boolean
  } | null
  appearance?: { position?: string; theme?: string; primary_color?: string } | null
}

export interface Answer {
  question_id: string
  value: string | number | string[]
}
