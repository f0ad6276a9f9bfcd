/**
 * @file StartCanary: the form that starts a canary with a chosen version and rollout mode, or with a practice model.
 */

import { useState } from 'react'
import { canaryText } from '../../../../messages/en/operate/canary'
import { BAD_MODELS } from '../../../../ops/scenario/define-event'
import type { ModelRow } from '../../../../storage/records'
import { challengersOf, suggestedChallenger } from '../../../../studio/operate/canary/challengers'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { useRunCommand, useSelect } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './canary.module.css'
import { planText, ROLLOUT_MODES, rolloutModeOf, startArguments, stepsFrom } from './rollout-modes'
import type { CanaryView } from './use-canary'

const text = canaryText.begin

export interface StartCanaryProps {
  readonly model: string
  /** The previous canary; its mode is preselected. */
  readonly last: CanaryView['canary']
  /** The share to start at, if the user has set one. */
  readonly from?: number
  readonly onStart?: () => void
}

/** The form that starts a canary. */
export function StartCanary({ model, last, from, onStart: onStarted }: StartCanaryProps) {
  const run = useRunCommand()
  const models = useSelect((state) => state.models)
  const aliases = useOperate((state) => state.aliases[model])
  const [mode, setMode] = useState(rolloutModeOf(last?.plan))
  const [chosen, setChosen] = useState<string>()
  const others = challengersOf(models, model, aliases?.champion)
  const usual = suggestedChallenger(others, aliases?.challenger, last ?? undefined)
  const version = others.some((row) => String(row.version) === chosen)
    ? chosen
    : usual === undefined
      ? ''
      : String(usual)
  const steps = stepsFrom(mode, from)
  const titleOf = ({ version: own }: ModelRow) => {
    if (own === aliases?.challenger) return text.isChallenger({ version: own })
    const isRolledBack = last?.over === 'rolled back' && own === last.plan.to
    return isRolledBack ? text.justRolledBack({ version: own }) : text.version({ version: own })
  }
  if (others.length === 0)
    return (
      <div className={styles.form}>
        <p className={styles.soft}>{text.noChallenger({ model })}</p>
        <div className={styles.actions}>
          <PracticeMenu />
        </div>
      </div>
    )
  return (
    <div className={styles.form}>
      <div className={styles.actions}>
        <Select
          label={text.challenger}
          value={version ?? ''}
          options={[
            ...(version === '' ? [{ value: '', title: text.choose }] : []),
            ...others.map((row) => ({
              value: String(row.version),
              title: titleOf(row),
              ...(row.practice ? { about: text.badOnPurpose({ kind: practiceTitle(row.practice.bad) }) } : {}),
            })),
          ]}
          onChange={setChosen}
        />
        <Segmented label={text.mode} value={mode} options={ROLLOUT_MODES} onChange={setMode} />
      </div>
      {version === '' && <p className={styles.soft}>{text.noGood}</p>}
      <p className={styles.soft}>{planText(mode, steps)}</p>
      <div className={styles.actions}>
        <Button
          tone="primary"
          icon="play"
          disabled={version === ''}
          onClick={() => {
            run('canary.start', { version: Number(version), ...startArguments(mode, from) })
            onStarted?.()
          }}
        >
          {text.start({ percent: steps[0] ?? 0 })}
        </Button>
        <PracticeMenu />
      </div>
    </div>
  )
}

/** The title of a practice model, from the ID that its record stores. */
function practiceTitle(bad: string): string {
  const kind = BAD_MODELS.find((one) => one === bad)
  return kind ? canaryText.practice.kinds[kind].title : bad
}

const faultyModelMenuText = canaryText.practice

/** A menu whose items each save a bad model and make it the challenger. */
function PracticeMenu() {
  const run = useRunCommand()
  return (
    <Menu
      trigger={<Button icon="model">{faultyModelMenuText.menu}</Button>}
      items={BAD_MODELS.map((kind) => ({
        ...faultyModelMenuText.kinds[kind],
        onSelect: () => run('canary.practice', { kind }),
      }))}
    />
  )
}
