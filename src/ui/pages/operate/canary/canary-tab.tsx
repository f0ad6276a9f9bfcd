/** @file CanaryTab: the challenger's share on a fader with gates; what the log shows of both below it, and who was harmed. */
import { useState } from 'react'
import { ALL } from '../../../../ops/canary-plan'
import type { CanarySplit } from '../../../../studio/operate/canary-split'
import { Button, join } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { Empty } from '../../empty'
import { useScoreOver } from '../dock/use-score-over'
import { useOperate } from '../use-operate'
import { AskShare, skippedAt } from './ask-share'
import { Begin } from './begin'
import styles from './canary.module.css'
import { Disagreements } from './disagreements'
import { Evidence } from './evidence'
import { Fader } from './fader'
import { Harmed } from './harmed'
import { ShadowPart } from './shadow-part'
import { type CanaryView, useCanary } from './use-canary'
import { IDLE_WORDS } from './words'
import { canBegin, GATES, wayOf } from './rollout-modes'

const WORDS =
  'A new version gets a share of the requests. Each request goes to one of the two by chance, so whatever they differ in is the version’s doing: a canary begins small and is taken back before many are harmed, an A/B test stays at one share until a person decides.'

const BACK_WORDS =
  'Once the evidence says that it is worse, it is taken back by itself, within a virtual minute of that.'
const ALL_WORDS =
  'Every request goes to it: nothing is left to compare it with, so it is not taken back by itself here. Make it the champion, or move the fader down.'

const UP_WORDS = {
  itself: 'It goes up by itself, gate by gate, to the champion’s flag.',
  hand: 'A person lets it up; left at one share it is an A/B test.',
  test: 'An A/B test: it stays at its share until a person decides.',
} as const

const END_WORDS = 'The score is at its end, so no request comes: make it longer, or begin a new run.'

/** Canary, A/B and shadow. */
export default function CanaryTab() {
  const view = useCanary()
  const { split, shadow, slices } = view
  return (
    <div className={styles.tab}>
      {split ? (
        <Rollout view={view} split={split} />
      ) : (
        !shadow && (
          <Empty title="No canary here" words={WORDS}>
            <p>{view.why}</p>
          </Empty>
        )
      )}
      {shadow && <ShadowPart shadow={shadow} slices={slices} />}
    </div>
  )
}

function Rollout({ view, split }: { readonly view: CanaryView; readonly split: CanarySplit }) {
  const run = useRun()
  const { kept, canary, slices } = view
  const [asked, setAsked] = useState<number>()
  const ended = useScoreOver()
  // A share of the drawing alone: nobody watches it.
  const alone = !kept && split.percent > 0
  const gates = kept?.plan.steps.map(({ percent }) => percent) ?? GATES
  // One that is over stays in view until another begins.
  const track = canary && (kept || (canary.over && !alone)) ? canary : undefined
  function set(percent: number): void {
    const asks = kept ? skippedAt(view, percent).length > 0 : percent > 0
    if (asks) setAsked(percent)
    else run('canary.share', { percent })
  }
  return (
    <>
      <section className={styles.part} aria-label="Share">
        <div className={styles.head}>
          <h3>
            {kept
              ? `Version ${kept.plan.to} of ${split.model} against the champion, version ${kept.plan.from}`
              : `A challenger of ${split.model}`}
          </h3>
        </div>
        <Fader
          percent={kept?.percent ?? split.percent}
          asked={asked}
          gates={gates}
          held={track?.decision?.do === 'hold'}
          breached={!kept && track?.over === 'rolled back'}
          onSet={set}
        />
        {alone && (
          <div className={join(styles.actions, styles.alone)}>
            <p className={styles.soft}>
              The drawing gives the challenger {split.percent} % and no canary is under way: an A/B test that nobody
              watches. Begin one to have it watched.
            </p>
            <Button onClick={() => run('canary.share', { percent: 0 })}>Put it to 0 %</Button>
          </div>
        )}
        {kept ? (
          <UnderWay view={view} ended={ended} />
        ) : (
          <>
            <p className={styles.soft}>{WORDS}</p>
            <Begin model={split.model} last={canary} {...(canBegin(split.percent) ? { from: split.percent } : {})} />
          </>
        )}
        {ended && <p className={join(styles.soft, styles.end)}>{END_WORDS}</p>}
        {asked !== undefined && (
          <AskShare view={view} split={split} percent={asked} onClose={() => setAsked(undefined)} />
        )}
      </section>
      {track?.over && <Over track={track} />}
      {track && (
        <div className={styles.split}>
          <Evidence track={track} slices={slices} waitMs={split.waitMs} />
          <div className={styles.column}>
            {(track.over === 'rolled back' || track.harm.harmed > 0) && <Harmed harm={track.harm} slices={slices} />}
            <Disagreements
              pairs={track.apart.map(({ key, slice, champion, challenger }) => ({
                key,
                slice,
                champion: champion.id,
                challenger: challenger.id,
              }))}
              all={track.disagreements}
              both={track.both}
              slices={slices}
              other="Challenger"
            />
          </div>
        </div>
      )}
    </>
  )
}

/** What can be done with it. */
function UnderWay({ view: { kept, canary }, ended }: { readonly view: CanaryView; readonly ended: boolean }) {
  const run = useRun()
  const playing = useOperate((state) => state.clock.playing)
  const serving = useOperate((state) => state.serving.tag)
  const decision = canary?.decision
  const passed = decision?.do === 'advance' || decision?.do === 'promote'
  const next =
    decision?.do === 'advance'
      ? `Through the gate, to ${decision.percent} %`
      : decision?.do === 'promote'
        ? 'Make it the champion'
        : kept?.percent === 0
          ? 'Held at 0 %'
          : 'Held at the gate'
  const all = kept?.percent === ALL
  return (
    <div className={styles.actions}>
      {all && !passed ? (
        <Button onClick={() => run('canary.promote', { why: 'it had all requests' })}>
          Make it the champion anyway
        </Button>
      ) : (
        <Button tone={passed ? 'primary' : 'plain'} disabled={!passed} onClick={() => run('canary.advance')}>
          {next}
        </Button>
      )}
      <Button tone="bad" onClick={() => run('canary.rollback')}>
        Take it back
      </Button>
      <p className={styles.soft}>{kept ? goesOnWords(kept) : ''}</p>
      {serving !== 'on' && (
        <Button icon="play" onClick={() => run('service.start')}>
          Serve
        </Button>
      )}
      {serving === 'on' && !playing && (
        <Button icon="play" disabled={ended} onClick={() => run('service.play')}>
          Play the score
        </Button>
      )}
    </div>
  )
}

/** What becomes of it where it stands. */
function goesOnWords({ percent, plan }: NonNullable<CanaryView['kept']>): string {
  if (percent === ALL) return ALL_WORDS
  return percent === 0 ? IDLE_WORDS : `${UP_WORDS[wayOf(plan)]} ${BACK_WORDS}`
}

function Over({ track }: { readonly track: NonNullable<CanaryView['canary']> }) {
  const last = track.history.at(-1)
  const words = { 'rolled back': 'taken back', promoted: 'made the champion', stopped: 'stopped' } as const
  const did = track.over as keyof typeof words
  const after = hours((last?.at ?? 0) - track.beganAt)
  return (
    <p className={styles.over} data-did={track.over} role="status">
      Version {track.plan.to} was {words[did] ?? track.over}{' '}
      {last?.by === 'canary' ? 'by its canary' : `by ${last?.by}`} {after} after it began: {last?.why}.
    </p>
  )
}

/** Virtual time. */
function hours(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const [days, rest] = [Math.floor(minutes / 1440), minutes % 1440]
  const clock = `${Math.floor(rest / 60)} h ${rest % 60} min`
  return days > 0 ? `${days} d ${clock}` : clock
}
