/**
 * @file Changing the traffic share of the challenger: the slider, starting a canary, and the confirmation of a share
 * without one.
 */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { canaryText } from '../../../../messages/en/operate/canary'
import { type SkippedGate, skippedGates } from '../../../../ops/canary-plan'
import { BAD_MODELS } from '../../../../ops/scenario/define-event'
import type { ModelRow } from '../../../../storage/records'
import { type CanarySplit, challengersOf, suggestedChallenger } from '../../../../studio/operate/canary'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { Menu } from '../../../kit/menu'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { costsOfModel, modelMetricsText } from '../../../shell/model-metrics'
import { useRunCommand, useSelect } from '../../../studio-context'
import { useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './canary.module.css'
import {
  type CanaryView,
  canStart,
  jumpText,
  planText,
  ROLLOUT_MODES,
  rolloutModeOf,
  skippedText,
  startArguments,
  stepsFrom,
} from './canary-view'

const beginText = canaryText.begin

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
    if (own === aliases?.challenger) return beginText.isChallenger({ version: own })
    const isRolledBack = last?.over === 'rolled back' && own === last.plan.to
    return isRolledBack ? beginText.justRolledBack({ version: own }) : beginText.version({ version: own })
  }
  if (others.length === 0)
    return (
      <div className={kit.stackWide}>
        <p className={kit.caption}>{beginText.noChallenger({ model })}</p>
        <div className={kit.wrapWide}>
          <PracticeMenu />
        </div>
      </div>
    )
  return (
    <div className={kit.stackWide}>
      <div className={kit.wrapWide}>
        <Select
          label={beginText.challenger}
          value={version ?? ''}
          options={[
            ...(version === '' ? [{ value: '', title: beginText.choose }] : []),
            ...others.map((row) => ({
              value: String(row.version),
              title: titleOf(row),
              about: row.practice
                ? beginText.badOnPurpose({ kind: practiceTitle(row.practice.bad) })
                : modelMetricsText(row, costsOfModel(others)),
            })),
          ]}
          onChange={setChosen}
        />
        <Segmented label={beginText.mode} value={mode} options={ROLLOUT_MODES} onChange={setMode} />
      </div>
      {version === '' && <p className={kit.caption}>{beginText.noGood}</p>}
      <p className={kit.caption}>{planText(mode, steps)}</p>
      <div className={kit.wrapWide}>
        <Button
          tone="primary"
          icon="play"
          disabled={version === ''}
          onClick={() => {
            run('canary.start', { version: Number(version), ...startArguments(mode, from) })
            onStarted?.()
          }}
        >
          {beginText.start({ percent: steps[0] ?? 0 })}
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

// ConfirmShare: the dialog that asks before a traffic share skips gates or is set without a canary.

const askText = canaryText.ask

/**
 * The gates that a running canary would skip if it moved to this share. Until the canary's log is loaded, nothing is
 * known about the first gate.
 */
export function skippedAt({ kept, canary }: CanaryView, percent: number): readonly SkippedGate[] {
  if (!kept) return []
  const { plan, step } = kept
  const nothing = { at: 0, since: 0, labels: 0, difference: { estimate: 0, low: -1, high: 1 } }
  const known = canary && canary.over === undefined ? canary.reading : nothing
  return skippedGates(plan, { ...known, step, percent: kept.percent }, percent)
}

export interface ConfirmShareProps {
  readonly view: CanaryView
  readonly split: CanarySplit
  readonly percent: number
  readonly onClose: () => void
}

/** Asks whether to start a canary, or whether to skip gates. */
export function ConfirmShare({ view, split, percent, onClose }: ConfirmShareProps) {
  const run = useRunCommand()
  if (!view.kept)
    return (
      <Dialog open title={askText.title({ percent })} width="wide" onClose={onClose}>
        {canStart(percent) ? (
          <>
            <p>{askText.unwatched}</p>
            <StartCanary model={split.model} last={view.canary} from={percent} onStart={onClose} />
          </>
        ) : (
          <p>{askText.allAtOnce}</p>
        )}
      </Dialog>
    )
  const skipped = skippedAt(view, percent)
  const gates = skipped.length
  return (
    <Dialog
      open
      title={askText.skipTitle({ gates, percent })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{askText.cancel}</Button>
          <Button
            tone="bad"
            onClick={() => {
              run('canary.share', { percent })
              onClose()
            }}
          >
            {askText.skip({ gates })}
          </Button>
        </>
      }
    >
      <p>{askText.skipped}</p>
      <ul className={`${kit.bullets} ${kit.caption}`}>
        {skipped.map((one) => (
          <li key={one.percent}>{skippedText(one, view.slices)}</li>
        ))}
      </ul>
      <p>{jumpText(percent)}</p>
    </Dialog>
  )
}

// ShareSlider: the challenger's traffic share on a rail from 0 to 100%, with its gates. It can be dragged, or moved
// with arrow keys and confirmed with Enter.

const sliderText = canaryText.slider

export interface ShareSliderProps {
  readonly percent: number
  /** The share that a dialog is asking the user to confirm. */
  readonly asked: number | undefined
  /** Shares that have a gate. */
  readonly gates: readonly number[]
  /** Whether the canary is waiting at the gate of the current share. */
  readonly held: boolean
  /** Whether the canary was rolled back. */
  readonly breached: boolean
  readonly onSet: (percent: number) => void
}

/** The slider snaps to a gate within this many percentage points. */
const SNAP = 1.5

/** A slider for the traffic share. */
export function ShareSlider({ percent, asked: requested, gates, held, breached, onSet }: ShareSliderProps) {
  const [moved, setMoved] = useState<number>()
  const at = moved ?? requested ?? percent

  function put(): void {
    setMoved(undefined)
    if (moved !== undefined && moved !== percent) onSet(moved)
  }
  function onPointerMove({ currentTarget, clientX, pointerId }: PointerEvent<HTMLButtonElement>): void {
    if (!currentTarget.hasPointerCapture(pointerId)) return
    const rail = currentTarget.parentElement?.getBoundingClientRect()
    if (!rail) return
    const share = Math.min(100, Math.max(0, (100 * (clientX - rail.left)) / rail.width))
    setMoved(gates.find((gate) => Math.abs(gate - share) <= SNAP) ?? Math.round(share))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const stops = [0, ...gates, 100]
    const next = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      PageUp: stops.find((stop) => stop > at) ?? 100,
      PageDown: stops.findLast((stop) => stop < at) ?? 0,
      Home: 0,
      End: 100,
    }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setMoved(Math.min(100, Math.max(0, Math.round(next))))
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      put()
    } else if (event.key === 'Escape' && moved !== undefined) {
      event.stopPropagation()
      setMoved(undefined)
    }
  }
  return (
    <div className={styles.slider} dir="ltr" data-breached={breached ? 'yes' : 'no'}>
      <div className={styles.rail}>
        <span className={styles.filled} style={{ width: `${at}%` }} />
        {gates.map((gate) => (
          <span
            key={gate}
            className={styles.gate}
            style={{ left: `${gate}%` }}
            data-passed={percent > gate ? 'yes' : 'no'}
          >
            {sliderText.share({ percent: gate })}
          </span>
        ))}
        <span className={styles.gate} style={{ left: '0%' }} data-end="yes">
          {sliderText.share({ percent: 0 })}
        </span>
        <span className={styles.gate} style={{ left: '100%' }} data-end="yes">
          {sliderText.share({ percent: 100 })}
        </span>
        <button
          type="button"
          role="slider"
          className={styles.thumb}
          style={{ left: `${at}%` }}
          aria-label={sliderText.label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={at}
          aria-valuetext={
            moved !== undefined
              ? sliderText.unset({ percent: at })
              : held
                ? sliderText.held({ percent: at })
                : sliderText.share({ percent: at })
          }
          title={sliderText.about}
          onPointerDown={(event) => {
            if (event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
          }}
          onPointerMove={onPointerMove}
          onPointerUp={put}
          onPointerCancel={() => setMoved(undefined)}
          onKeyDown={onKeyDown}
          onBlur={() => setMoved(undefined)}
        >
          {sliderText.share({ percent: at })}
          {moved === undefined ? '' : ' ⏎'}
        </button>
      </div>
    </div>
  )
}
