/**
 * @file What other folders show of drills: their list with the best scores on this device, the strip of a drill in
 * progress, and whether one is in progress.
 */
import { drills, findDrill } from '../../../../gallery/drills'
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { currentIncidents } from '../../../../studio/operate/alerts/alerts'
import type { DrillState } from '../../../../studio/operate/state'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useLoaded } from '../../../kit/use-on-change'
import { useRunCommand, useStudio } from '../../../studio-context'
import { momentParts, SpeedSelect } from '../scenario-timeline'
import { useLogView, useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './drills.module.css'

/** The state of the drill; re-renders as it changes. */
export function useDrill(): DrillState {
  return useOperate(({ drill }) => drill)
}

/** Whether a drill is in progress. The drill's scenario and simulated ground truth stay hidden until it ends. */
export function useDrillContinues(): boolean {
  const { tag } = useDrill()
  return tag === 'open' || tag === 'scoring'
}

/** The list of drills. Starting a drill leaves the open project unchanged. */
export function DrillList() {
  const run = useRunCommand()
  const best = useBest()
  const state = useDrill()
  const preparing = state.tag === 'preparing' ? state : undefined
  const isBusy = preparing !== undefined || state.tag === 'scoring'
  return (
    <ul className={`${kit.stack} ${styles.list}`} aria-label={text.list.label}>
      {drills.map(({ id, title, about }) => (
        <li key={id} className={kit.card}>
          <div>
            <h3>{title}</h3>
            <p className={kit.soft}>{about}</p>
          </div>
          <span className={kit.soft}>
            {best[id] === undefined ? text.list.notPlayed : text.list.best({ score: best[id] })}
          </span>
          {preparing?.drill === id ? (
            <Progress label={title} share={preparing.share} text={text.list.preparing({ step: preparing.what })} />
          ) : (
            <Button
              size="small"
              icon="play"
              disabled={isBusy}
              aria-label={text.list.startNamed({ title })}
              onClick={() => run('drill.start', { id })}
            >
              {best[id] === undefined ? text.list.start : text.list.startAgain}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The best score in each drill; read again when a drill is over. */
function useBest(): Readonly<Record<string, number>> {
  const studio = useStudio()
  const { tag } = useDrill()
  const { value = [] } = useLoaded([studio], () => studio.run('drill.list'), [tag])
  return Object.fromEntries(value.flatMap(({ id, best }) => (best === null ? [] : [[id, best]])))
}

/** The clock and the actions of a drill in progress, shown below every tab. */
export function DrillStrip() {
  const run = useRunCommand()
  const state = useDrill()
  const at = useOperate(({ clock }) => Math.floor(clock.at / 60_000) * 60_000)
  const drill = state.tag === 'open' || state.tag === 'scoring' ? findDrill(state.drill) : undefined
  if (!drill) return null
  const isOver = state.tag === 'scoring' || at >= drill.service.scenario.durationMs
  const ended = isOver ? endedText(state.tag) : undefined
  return (
    <section
      className={`${kit.wrapWide} ${kit.between} ${styles.strip}`}
      aria-label={text.named({ title: drill.title })}
      data-clear=""
    >
      <p className={kit.wrap}>
        <DrillClock isOver={isOver} />
      </p>
      <div className={kit.wrap}>
        {drill.actions.map(({ id, title, about }) => (
          <Button
            key={id}
            size="small"
            title={ended ?? about}
            disabled={isOver}
            onClick={() => run('drill.do', { action: id })}
          >
            {title}
          </Button>
        ))}
        <Button size="small" tone="quiet" onClick={() => run('room.open', { room: 'operate', tab: 'drills' })}>
          {text.openBrief}
        </Button>
      </div>
    </section>
  )
}

/** Why nothing can be done anymore. */
export function endedText(tag: DrillState['tag']): string {
  return tag === 'scoring' ? text.actions.scoring : text.actions.over
}

// DrillClock: the simulated time in a drill, with playback controls.

export interface DrillClockProps {
  /** Whether the drill has reached its end, so that time can no longer advance. */
  readonly isOver: boolean
}

export function DrillClock({ isOver }: DrillClockProps) {
  const run = useRunCommand()
  const playing = useOperate(({ clock }) => clock.playing)
  const minute = useOperate(({ clock }) => Math.floor(clock.at / 60_000))
  // An open incident comes first.
  const view = useLogView()
  const isNext = !view || currentIncidents(view.log).every(({ state }) => state !== 'open')
  const { time, day } = momentParts(minute * 60_000, 1)
  return (
    <>
      <b>{time.slice(0, 5)}</b> {day}
      {playing ? (
        <Button size="small" icon="pause" onClick={() => run('service.pause')}>
          {text.pause}
        </Button>
      ) : (
        <Button
          size="small"
          icon="play"
          tone={isNext ? 'primary' : 'plain'}
          disabled={isOver}
          onClick={() => run('service.play')}
        >
          {text.play}
        </Button>
      )}
      <span className={styles.speed}>
        <SpeedSelect />
      </span>
    </>
  )
}
