/** @file Runbook: the Markdown runbook for an incident, with names filled in and steps that run commands. */
import { useEffect, useState } from 'react'
import { loadRunbook, type RunbookPart, readRunbook } from '../../../../gallery/runbooks'
import { runbookStepsText as text } from '../../../../messages/en/operate/alerts'
import type { Incident } from '../../../../ops/alerts/incidents'
import type { RetrainingState } from '../../../../ops/retraining-loop'
import { rollbackTarget } from '../../../../storage/aliases'
import type { ModelRow } from '../../../../storage/records'
import { type CanarySplitState, canarySplit } from '../../../../studio/operate/canary'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { operateTab } from '../../../../studio/operate/state'
import { Rich } from '../../../kit/rich-text'
import { useRunCommand, useRunData, useSelect } from '../../../studio-context'
import { useModels } from '../registry'
import { useCanarySplitState, useOperate } from '../use-operate'
import styles from './alerts.module.css'
import { doable, type RunbookContext, runbookNames, servedModel } from './runbook-steps'
import type { Alerts } from './use-alerts'

export function Runbook({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const [written, setWritten] = useState('')
  const aliases = useOperate((state) => state.aliases)
  useEffect(() => {
    let here = true
    void loadRunbook(incident.runbook).then((loaded) => here && setWritten(loaded))
    return () => {
      here = false
    }
  }, [incident.runbook])
  const state = useCanarySplitState()
  const lines = useModels() ?? []
  const models = useSelect((state) => state.models)
  const now = runbookContext(state, alerts, { incident, lines, models })
  const blocks = readRunbook(
    written,
    runbookNames(incident, alerts.log.book, aliases, now.deployed, servedModel(alerts.service)),
  )
  const [heading, ...rest] = blocks
  return (
    <section aria-label={text.title} className={styles.runbook}>
      <h3>
        {heading ? (
          <Rich text={text.titled} marks={{ heading: () => <Parts parts={heading.parts} now={now} /> }} />
        ) : (
          text.title
        )}
      </h3>
      {rest
        .filter(({ kind }) => kind === 'text')
        .map(({ parts }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
          <p key={i}>
            <Parts parts={parts} now={now} />
          </p>
        ))}
      <ol>
        {rest
          .filter(({ kind }) => kind === 'step')
          .map(({ parts }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
            <li key={i}>
              <Parts parts={parts} now={now} />
            </li>
          ))}
      </ol>
    </section>
  )
}

function Parts({ parts, now }: { readonly parts: readonly RunbookPart[]; readonly now: RunbookContext }) {
  const runPart = useRunData()
  const run = useRunCommand()
  return doable(parts, now).map((part, i) => {
    const key = `${i}`
    if (typeof part === 'string') return <span key={key}>{part}</span>
    if (part.kind === 'strong') return <em key={key}>{part.text}</em>
    if (part.kind === 'idle')
      return (
        <span key={key}>
          {part.text} <em>{part.text ? text.reason({ why: part.why }) : part.why}</em>
        </span>
      )
    const showTab = (id: string) => {
      const tab = operateTab(id)
      if (tab) run('room.open', { room: 'operate', tab })
    }
    const act = part.kind === 'show' ? () => showTab(part.tab) : () => runPart(part.command, part.args)
    return (
      <button key={key} type="button" className={styles.run} onClick={act}>
        {part.text}
      </button>
    )
  })
}

interface ContextSources {
  readonly incident: Incident
  /** The models in the registry. */
  readonly lines: readonly RegistryModel[]
  readonly models: readonly Pick<ModelRow, 'name' | 'version'>[]
}

/** Collects the current state. */
export function runbookContext(
  state: CanarySplitState,
  { log, service }: Pick<Alerts, 'log' | 'service'>,
  { incident, lines, models }: ContextSources,
): RunbookContext {
  const deploy = log.deploy()
  // The cast is safe because only the retraining loop stores data under this name.
  const retraining = log.annotation('ring') as RetrainingState | undefined
  return {
    incident,
    serving: state.serving.tag === 'on',
    canary: service.canary !== undefined,
    share: shareOf(state),
    deployed: deploy?.places ?? [],
    isRolledBack: deploy?.places.length === 0,
    isRetraining: retraining?.turn !== undefined,
    rollbackVersion(name, alias) {
      const { moves = [], now = {}, versions = [] } = lines.find(({ model }) => model === name) ?? {}
      const here = new Set(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
      return rollbackTarget(moves, alias).find((to): to is number => to !== null && to !== now[alias] && here.has(to))
    },
    hasVersion: ({ model, version }) => models.some((one) => one.name === model && one.version === version),
  }
}

/** The challenger's traffic share; undefined if the service diagram has no split for a canary, or has problems. */
function shareOf(state: CanarySplitState): number | undefined {
  try {
    return canarySplit(state).percent
  } catch {
    return undefined
  }
}
