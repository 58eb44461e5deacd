import { useManages } from '../frame/session'
import { useWords } from '../words/words'
import { Keys } from './settings/Keys'
import { MailReports } from './settings/MailReports'
import { Modules } from './settings/Modules'
import { ProjectFacts } from './settings/ProjectFacts'
import css from './settings/Settings.module.css'

/** The project's settings. Whoever may not change them sees how they stand. */
export default function Settings() {
  const words = useWords()
  const manages = useManages()
  return (
    <div className={css.page}>
      {!manages && <p className={css.note}>{words.settings.needsAdmin}</p>}
      <ProjectFacts />
      {manages && <Keys />}
      {manages && <MailReports />}
      <Modules />
    </div>
  )
}
