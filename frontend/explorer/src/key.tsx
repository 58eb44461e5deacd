import { useSyncExternalStore } from 'react'
import { onKeyChange, readKey, writeKey } from './access'

/** Where the key is typed, once for the tab. */
export function KeyField() {
  const key = useSyncExternalStore(onKeyChange, readKey)
  return (
    <label className="key">
      <span>Key</span>
      <input
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="pa_live_… or admin token"
        value={key}
        onChange={(event) => {
          writeKey(event.currentTarget.value)
        }}
      />
    </label>
  )
}
