import { useState } from 'react'
import { ENDPOINT } from '../api/client'
import { useWords } from '../words/words'
import css from './Explorer.module.css'

/**
 * The API's explorer with the authority of this session. It is a page of its own in a frame: the editor weighs more than
 * the whole dashboard, and its keys and styles are those of a page. What "open in the explorer" put behind the # goes along.
 */
export default function Explorer() {
  const words = useWords()
  const [address] = useState(() => ENDPOINT + location.hash)
  return <iframe className={css.explorer} src={address} title={words.frame.explorer} />
}
