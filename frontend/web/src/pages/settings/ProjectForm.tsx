import { Button, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../api/graphql'
import { type Refusal, refusalOf } from '../../forms/refusal'
import { ZoneSelect } from '../../forms/ZoneSelect'
import { useWords } from '../../words/words'

const UpdateProject = graphql(`
  mutation UpdateProject(
    $project: ID
    $name: String
    $domain: String
    $timezone: TimeZone
    $currency: String
    $retentionDays: Int
    $identityWindow: IdentityWindow
    $honourDnt: Boolean
  ) {
    updateProject(
      id: $project
      name: $name
      domain: $domain
      timezone: $timezone
      currency: $currency
      retentionDays: $retentionDays
      identityWindow: $identityWindow
      honourDnt: $honourDnt
    ) {
      id
    }
  }
`)

const CURRENCIES = Intl.supportedValuesOf('currency')
const WINDOWS = ['NEVER', 'MONTH', 'WEEK', 'DAY'] as const

export interface Settings {
  id: string
  name: string
  domain: string
  timezone: string
  currency: string
  retentionDays: number
  identityWindow: (typeof WINDOWS)[number]
  honourDnt: boolean
}

/** What of a project can be changed: its name, and how long and of whom anything is kept. */
export function ProjectForm({ settings, onSaved }: { settings: Settings; onSaved: () => void }) {
  const words = useWords()
  const [draft, setDraft] = useState(settings)
  const [{ fetching, error, data }, update] = useMutation(UpdateProject)
  const refusal = refusalOf(error, ['name', 'domain', 'timezone', 'currency', 'retention_days'])
  const put = (changed: Partial<Settings>) => {
    setDraft({ ...draft, ...changed })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { id: project, ...given } = draft
    void update({ project, ...given }).then((result) => {
      if (!result.error) onSaved()
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack maw={420} py="sm">
        <TextInput
          label={words.settings.facts.name}
          value={draft.name}
          onChange={(event) => {
            put({ name: event.currentTarget.value })
          }}
          error={refusal.at('name')}
        />
        <Place draft={draft} refusal={refusal} onChange={put} />
        <NumberInput
          label={words.settings.retentionDays}
          description={words.settings.retentionHint}
          min={0}
          value={draft.retentionDays}
          onChange={(days) => {
            put({ retentionDays: Number(days) })
          }}
          error={refusal.at('retention_days')}
        />
        <Privacy draft={draft} onChange={put} />
        {refusal.rest && <p role="alert">{refusal.rest}</p>}
        <div>
          <Button type="submit" size="xs" loading={fetching}>
            {words.common.save}
          </Button>{' '}
          <span role="status">{data && !fetching && words.settings.saved}</span>
        </div>
      </Stack>
    </form>
  )
}

interface PlaceProps {
  draft: Settings
  refusal: Refusal
  onChange: (changed: Partial<Settings>) => void
}

/** Where the site is, by whose clock its days begin, and in what its revenue is counted. */
function Place({ draft, refusal, onChange }: PlaceProps) {
  const words = useWords()
  const { facts } = words.settings
  return (
    <>
      <TextInput
        label={facts.domain}
        description={words.settings.domainHint}
        value={draft.domain}
        onChange={(event) => {
          onChange({ domain: event.currentTarget.value })
        }}
        error={refusal.at('domain')}
      />
      <ZoneSelect
        label={facts.timezone}
        description={words.settings.timezoneHint}
        value={draft.timezone}
        onChange={(timezone) => {
          onChange({ timezone })
        }}
        error={refusal.at('timezone')}
      />
      <Select
        label={facts.currency}
        description={words.settings.currencyHint}
        data={CURRENCIES}
        value={draft.currency}
        onChange={(currency) => {
          if (currency) onChange({ currency })
        }}
        error={refusal.at('currency')}
        allowDeselect={false}
        searchable
      />
    </>
  )
}

interface PrivacyProps {
  draft: Settings
  onChange: (changed: Partial<Settings>) => void
}

function Privacy({ draft, onChange }: PrivacyProps) {
  const words = useWords()
  return (
    <>
      <Select
        label={words.settings.facts.identity}
        description={words.settings.identityHint}
        data={WINDOWS.map((value) => ({ value, label: words.settings.windows[value] ?? value }))}
        value={draft.identityWindow}
        onChange={(identityWindow) => {
          if (identityWindow) onChange({ identityWindow })
        }}
        allowDeselect={false}
      />
      <Switch
        label={words.settings.honourDnt}
        checked={draft.honourDnt}
        onChange={(event) => {
          onChange({ honourDnt: event.currentTarget.checked })
        }}
      />
    </>
  )
}
