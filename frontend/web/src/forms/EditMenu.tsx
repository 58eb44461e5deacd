import { useWords } from '../words/words'
import { RowMenu } from './RowMenu'

interface Props {
  /** of the thing in the row */
  name: string
  onEdit: () => void
  onDelete: () => void
}

/** To change a thing, or to delete it. */
export function EditMenu({ name, onEdit, onDelete }: Props) {
  const { manage } = useWords()
  const items = [
    { name: manage.edit, run: onEdit },
    { name: manage.delete, run: onDelete },
  ]
  return <RowMenu label={manage.actionsOf(name)} items={items} />
}
