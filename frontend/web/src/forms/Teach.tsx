import { Button } from '@mantine/core'
import { Icon, type IconName } from '../parts/icons'
import css from './Forms.module.css'

interface Props {
  icon: IconName
  title: string
  text: string
  action?: string
  onAction?: () => void
}

/** A page before its first content: what it is for, and how to begin. */
export function Teach({ icon, title, text, action, onAction }: Props) {
  return (
    <section className={css.teach}>
      <span className={css.sign}>
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {action && (
        <Button onClick={onAction} leftSection={<Icon name="plus" size={14} />}>
          {action}
        </Button>
      )}
    </section>
  )
}
