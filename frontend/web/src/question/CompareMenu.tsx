import { Menu } from '@mantine/core'
import { Icon } from '../parts/icons'
import { LateMenu } from '../parts/LateMenu'
import { useWords } from '../words/words'
import { ControlButton } from './ControlButton'
import { COMPARISONS } from './question'
import { useQuestion } from './useQuestion'

export function CompareMenu() {
  const words = useWords()
  const { asked, change } = useQuestion()
  const button = (
    <ControlButton icon="compare" data-compact aria-label={`${words.compare.title}: ${words.compare[asked.compare]}`}>
      {words.compare[asked.compare]}
    </ControlButton>
  )
  return (
    <LateMenu target={button}>
      {COMPARISONS.map((comparison) => (
        <Menu.Item
          key={comparison}
          role="menuitemradio"
          aria-checked={asked.compare === comparison}
          rightSection={asked.compare === comparison ? <Icon name="check" size={14} /> : null}
          onClick={() => {
            change({ compare: comparison })
          }}
        >
          {words.compare[comparison]}
        </Menu.Item>
      ))}
    </LateMenu>
  )
}
