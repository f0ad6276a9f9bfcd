/** @file Transport: plays and pauses the scenario, shows the simulated time, and sets the playback speed. */
import { useEffect, useRef, useState } from 'react'
import { findScenario } from '../../../../gallery/scenarios'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { SPEEDS } from '../../../../ops/simulated-clock'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { AnchoredPopover } from '../../../kit/popover'
import { Select } from '../../../kit/select'
import { useRunCommand } from '../../../studio-context'
import { useIsDrill, useLog, useOperate, useOperateState } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import form from './event-form.module.css'
import styles from './scenario-dock.module.css'
import { addMark, type Mark, momentParts, slowRate } from './time-span'
import { usePlayhead } from './use-playhead'
import { useScenario } from './use-scenario'

export interface TransportProps {
  readonly durationMs: number
  /** The reason why the scenario cannot be played; undefined if it can. */
  readonly problem: string | undefined
}

/**
 * The play button, clock and speed selector. The app's own tooltips would cover the clock, so these buttons use native
 * tooltips.
 */
export function Transport({ durationMs, problem }: TransportProps) {
  const run = useRunCommand()
  const playing = useOperate(({ clock }) => clock.playing)
  const speed = useOperate(({ clock }) => clock.speed)
  const opening = useOperate(({ serving }) => serving.tag === 'opening')
  const ended = useOperate(({ clock }) => clock.at >= durationMs)
  const about = text.simulated.about({ isDrill: useIsDrill() })
  const why = problem ?? (ended ? text.ended : undefined)
  return (
    <>
      {playing ? (
        <IconButton
          label={text.pause}
          title={text.pause}
          icon="pause"
          tip="none"
          onClick={() => run('service.pause')}
        />
      ) : (
        <IconButton
          label={why ?? (opening ? text.warmingUp : text.play)}
          icon="play"
          tip="none"
          title={why ?? text.play}
          disabled={why !== undefined || opening}
          onClick={() => run('service.play')}
        />
      )}
      <div className={`${kit.wrap} ${styles.time}`}>
        <Clock speed={speed} />
        <span className={kit.tag} title={about}>
          {text.simulated.short}
          <span className="only-spoken">{text.simulated.spoken({ about })}</span>
        </span>
      </div>
      <NewRun />
      <div className={styles.speed}>
        <SpeedSelect />
      </div>
      <SlowPlayback />
      {ended && !playing && (
        <p className={`${kit.caption} ${styles.slow}`} title={text.ended} data-ended>
          {text.ended}
        </p>
      )}
    </>
  )
}

/** The simulated time, updated on animation frames, bypassing React. */
function Clock({ speed }: { readonly speed: number }) {
  const time = useRef<HTMLElement>(null)
  const day = useRef<HTMLElement>(null)
  const last = useRef('')
  usePlayhead((ms) => {
    // The text is updated only when the displayed second changes; on most frames it does not.
    const second = `${Math.floor(ms / 1000)} ${speed}`
    if (second === last.current || !time.current || !day.current) return
    last.current = second
    const parts = momentParts(ms, speed)
    time.current.textContent = parts.time
    day.current.textContent = parts.day
  })
  return (
    <p className={styles.clock} data-clock>
      <b ref={time} />
      <span className={kit.caption} ref={day} />
    </p>
  )
}

/** Renders nothing while the device keeps up. */
function SlowPlayback() {
  const rate = useSlowPlayback()
  if (rate === undefined) return null
  const limited = text.speed.limited({ speed: rate })
  return (
    <p className={`${kit.caption} ${styles.slow}`} title={limited} data-pace>
      {limited}
    </p>
  )
}

function NewRun() {
  const run = useRunCommand()
  const hasStarted = useOperate(({ clock }) => clock.at > 0)
  const requests = useLog()?.requests() ?? 0
  const [anchor, setAnchor] = useState<HTMLElement>()
  return (
    <>
      <IconButton
        label={text.newRun.button}
        title={text.newRun.button}
        icon="step"
        tone="quiet"
        size="small"
        tip="none"
        className={styles.newRun}
        disabled={!hasStarted}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => setAnchor(anchor ? undefined : currentTarget)}
      />
      {anchor && (
        <AnchoredPopover anchor={anchor} label={text.newRun.title} side="top" onClose={() => setAnchor(undefined)}>
          <div className={form.form}>
            <p>{text.newRun.body({ requests })}</p>
            <div className={`${kit.wrap} ${kit.above}`}>
              <Button size="small" onClick={() => setAnchor(undefined)}>
                {text.newRun.cancel}
              </Button>
              <Button
                tone="bad"
                size="small"
                onClick={() => {
                  setAnchor(undefined)
                  run('scenario.restart')
                }}
              >
                {text.newRun.start}
              </Button>
            </div>
          </div>
        </AnchoredPopover>
      )}
    </>
  )
}

const EVERY_MS = 1000

/** The rate in simulated ms per real ms; undefined while the device keeps up or playback is paused. */
function useSlowPlayback(): number | undefined {
  const operate = useOperateState()
  const [rate, setRate] = useState<number>()
  useEffect(() => {
    let marks: readonly Mark[] = []
    let shown: number | undefined
    const close = operate.subscribe(({ clock }, before) => {
      if (!clock.playing || !before.clock.playing || clock.speed !== before.clock.speed) {
        marks = []
        if (!clock.playing || clock.speed !== before.clock.speed) shown = undefined
      }
      if (clock.playing && clock.at !== before.clock.at)
        marks = addMark(marks, { at: clock.at, wall: performance.now() })
    })
    const timer = setInterval(() => {
      shown = slowRate(marks, operate.getState().clock.speed, shown)
      setRate(shown)
    }, EVERY_MS)
    return () => {
      close()
      clearInterval(timer)
    }
  }, [operate])
  return rate
}

export function SpeedSelect() {
  const run = useRunCommand()
  const speed = useOperate(({ clock }) => clock.speed)
  return (
    <Select
      label={text.speed.label}
      layout="bare"
      value={String(speed)}
      options={speedOptions(speed)}
      onChange={(value) => run('service.speed', { speed: Number(value) })}
    />
  )
}

/** The usual speeds, plus the current speed if it is not among them. Speeds are in simulated ms per real ms. */
function speedOptions(speed: number): readonly { readonly value: string; readonly title: string }[] {
  return [...new Set<number>([...SPEEDS, speed])]
    .toSorted((a, b) => a - b)
    .map((one) => ({ value: String(one), title: text.speed.option({ speed: one }) }))
}

// PlayScenarioButton: plays the service's scenario. If the service has none, a ready-made scenario is loaded first.

export interface PlayScenarioButtonProps {
  /** The ID of the scenario to load if the service has none. */
  readonly preset?: string
  /** The label of the button when it loads this scenario; defaults to the title of the scenario. */
  readonly presetLabel?: string
}

/** A button offered as the first step on an empty Operate page. */
export function PlayScenarioButton({ preset = 'usual', presetLabel }: PlayScenarioButtonProps) {
  const run = useRunCommand()
  const isEmpty = useScenario().events.length === 0
  const opening = useOperate(({ serving }) => serving.tag === 'opening')
  const playing = useOperate(({ clock }) => clock.playing)
  if (isEmpty)
    return (
      <Button tone="primary" onClick={() => run('scenario.preset', { preset })}>
        {presetLabel ?? findScenario(preset)?.title}
      </Button>
    )
  return (
    <Button tone="primary" icon="play" disabled={opening || playing} onClick={() => run('service.play')}>
      {playing ? text.playing : text.play}
    </Button>
  )
}
