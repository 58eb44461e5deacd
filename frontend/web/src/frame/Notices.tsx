import { useNetwork } from '@mantine/hooks'
import { useWords } from '../words/words'
import css from './Notices.module.css'
import { useHere } from './session'

/** Says so when the numbers stand still: without a network, or without the socket. */
export function Notices() {
  const words = useWords()
  const { online } = useNetwork()
  const { socket } = useHere()
  const text = !online ? words.frame.offline : socket === 'lost' ? words.frame.reconnecting : null
  return (
    <div role="status" className={text ? css.notice : undefined}>
      {text}
    </div>
  )
}
