import { Link } from 'wouter'
import { useWords } from '../words/words'

export function NotFound() {
  const words = useWords()
  return (
    <div>
      <h1>{words.frame.notFound}</h1>
      <p>
        <Link href="/">{words.frame.toOverview}</Link>
      </p>
    </div>
  )
}
