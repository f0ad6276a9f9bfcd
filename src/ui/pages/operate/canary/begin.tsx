/** @file Begin: which version is to be tried, how, and the practice models; for the room, and for a fader that was moved without a canary. */
import { useState } from 'react'
import { challengersOf, triedNext } from '../../../../studio/operate/challengers'
import type { ModelRow } from '../../../../storage/records'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { useRun, useSelect } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './canary.module.css'
import { PracticeMenu } from './practice-menu'
import type { CanaryView } from './use-canary'
import { askedOf, stepsFrom, WAYS, wayOf, wayWords } from './rollout-modes'

export interface BeginProps {
  readonly model: string
  /** The last there was: what was chosen then stays chosen. */
  readonly last: CanaryView['canary']
  /** The share it is to begin at, where a person has said so. */
  readonly from?: number
  readonly onBegun?: () => void
}

/** The form. */
export function Begin({ model, last, from, onBegun }: BeginProps) {
  const run = useRun()
  const models = useSelect((state) => state.models)
  const flags = useOperate((state) => state.aliases[model])
  const [way, setWay] = useState(wayOf(last?.plan))
  const [chosen, setChosen] = useState<string>()
  const others = challengersOf(models, model, flags?.champion)
  const usual = triedNext(others, flags?.challenger, last ?? undefined)
  const version = others.some((row) => String(row.version) === chosen)
    ? chosen
    : usual === undefined
      ? ''
      : String(usual)
  const steps = stepsFrom(way, from)
  const noteOf = ({ version: own }: ModelRow) => {
    if (own === flags?.challenger) return ', the challenger'
    return last?.over === 'rolled back' && own === last.plan.to ? ', just taken back' : ''
  }
  if (others.length === 0)
    return (
      <div className={styles.form}>
        <p className={styles.soft}>
          No challenger yet: save another version of {model} (menu Project, Models…), or take a practice model, which is
          bad on purpose.
        </p>
        <div className={styles.actions}>
          <PracticeMenu />
        </div>
      </div>
    )
  return (
    <div className={styles.form}>
      <div className={styles.actions}>
        <Select
          label="Challenger"
          value={version ?? ''}
          options={[
            ...(version === '' ? [{ value: '', title: 'Choose one' }] : []),
            ...others.map((row) => ({
              value: String(row.version),
              title: `version ${row.version}${noteOf(row)}`,
              ...(row.practice ? { about: `Bad on purpose: ${row.practice.bad}` } : {}),
            })),
          ]}
          onChange={setChosen}
        />
        <Segmented label="How" value={way} options={WAYS} onChange={setWay} />
      </div>
      {version === '' && (
        <p className={styles.soft}>
          Every other version was just taken back or is bad on purpose: train and save a better one, or choose one all
          the same.
        </p>
      )}
      <p className={styles.soft}>{wayWords(way, steps)}</p>
      <div className={styles.actions}>
        <Button
          tone="primary"
          icon="play"
          disabled={version === ''}
          onClick={() => {
            run('canary.start', { version: Number(version), ...askedOf(way, from) })
            onBegun?.()
          }}
        >
          Begin at {steps[0]} %
        </Button>
        <PracticeMenu />
      </div>
    </div>
  )
}
