/** @file CanaryTab: the challenger's traffic share with its gates, the evidence about both versions, and who was harmed. */

import { useState } from 'react'
import { canaryText } from '../../../../messages/en/operate/canary'
import { sliceTitle } from '../../../../messages/en/operate/terms'
import { count, pValue } from '../../../../messages/format'
import { ALL_TRAFFIC } from '../../../../ops/canary-plan'
import { STORED_REASON } from '../../../../ops/change'
import { byText, reasonText } from '../../../../ops/change-text'
import { MINUTE } from '../../../../ops/scenario/scenario'
import type { CanarySplit, CanaryState } from '../../../../studio/operate/canary'
import { Button } from '../../../kit/button'
import { DataTable } from '../../../kit/data-table'
import { useRunCommand } from '../../../studio-context'
import { EmptyPage } from '../../section'
import { useScenarioOver } from '../scenario-timeline'
import { useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import { type CanaryView, canStart, GATES, rolloutModeOf, useCanary, verdictText, verdictTone } from './canary-view'
import { Disagreements, Evidence, HarmedRequests, Verdict } from './evidence'
import { ConfirmShare, ShareSlider, StartCanary, skippedAt } from './traffic-share'

const text = canaryText.traffic

/** The tab for canaries, A/B tests and shadow models. */
export default function CanaryTab() {
  const view = useCanary()
  const { split, shadow, slices } = view
  return (
    <div className={kit.stackWide}>
      {split ? (
        <Rollout view={view} split={split} />
      ) : (
        !shadow && (
          <EmptyPage title={canaryText.none} about={canaryText.intro}>
            <p>{view.why}</p>
          </EmptyPage>
        )
      )}
      {shadow && <ShadowSection shadow={shadow} slices={slices} />}
    </div>
  )
}

function Rollout({ view, split }: { readonly view: CanaryView; readonly split: CanarySplit }) {
  const run = useRunCommand()
  const { kept, canary, slices } = view
  const [requested, setRequested] = useState<number>()
  const ended = useScenarioOver()
  // A traffic share that was set in the service diagram without starting a canary is not monitored.
  const alone = !kept && split.percent > 0
  const gates = kept?.plan.steps.map(({ percent }) => percent) ?? GATES
  // A finished canary stays visible until another one starts.
  const track = canary && (kept || (canary.over && !alone)) ? canary : undefined
  function setShare(percent: number): void {
    const needsConfirmation = kept ? skippedAt(view, percent).length > 0 : percent > 0
    if (needsConfirmation) setRequested(percent)
    else run('canary.share', { percent })
  }
  return (
    <>
      {track?.over && <EndedCanary track={track} />}
      {track && <Verdict track={track} slices={slices} />}
      <section className={`${kit.section} ${kit.stack}`} aria-label={text.region}>
        <div>
          <h3>
            {kept
              ? text.title({ model: split.model, challenger: kept.plan.to, champion: kept.plan.from })
              : text.noCanary({ model: split.model })}
          </h3>
        </div>
        <ShareSlider
          percent={kept?.percent ?? split.percent}
          asked={requested}
          gates={gates}
          held={track?.decision?.do === 'hold'}
          breached={!kept && track?.over === 'rolled back'}
          onSet={setShare}
        />
        {alone && (
          <div className={kit.wrapWide}>
            <p className={kit.caption}>{text.unwatched({ percent: split.percent })}</p>
            <Button onClick={() => run('canary.share', { percent: 0 })}>{text.toZero}</Button>
          </div>
        )}
        {kept ? (
          <RunningCanary view={view} ended={ended} />
        ) : (
          <>
            <p className={kit.caption}>{canaryText.intro}</p>
            <StartCanary
              model={split.model}
              last={canary}
              {...(canStart(split.percent) ? { from: split.percent } : {})}
            />
          </>
        )}
        {ended && <p className={kit.caption}>{text.ended}</p>}
        {requested !== undefined && (
          <ConfirmShare view={view} split={split} percent={requested} onClose={() => setRequested(undefined)} />
        )}
      </section>
      {track && (
        <div className={kit.columns}>
          <Evidence track={track} slices={slices} waitMs={split.waitMs} />
          <div className={kit.stackWide}>
            {(track.over === 'rolled back' || track.harm.harmed > 0) && (
              <HarmedRequests harm={track.harm} slices={slices} />
            )}
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
              other="challenger"
            />
          </div>
        </div>
      )}
    </>
  )
}

/** The controls of a running canary. */
function RunningCanary({ view: { kept, canary }, ended }: { readonly view: CanaryView; readonly ended: boolean }) {
  const run = useRunCommand()
  const playing = useOperate((state) => state.clock.playing)
  const serving = useOperate((state) => state.serving.tag)
  const decision = canary?.decision
  const passed = decision?.do === 'advance' || decision?.do === 'promote'
  const next =
    decision?.do === 'advance'
      ? text.advance({ percent: decision.percent })
      : decision?.do === 'promote'
        ? text.promote
        : kept?.percent === 0
          ? text.heldAtZero
          : text.heldAtGate
  const all = kept?.percent === ALL_TRAFFIC
  return (
    <div className={kit.wrapWide}>
      {all && !passed ? (
        <Button onClick={() => run('canary.promote', { why: STORED_REASON.allTraffic })}>{text.promoteAnyway}</Button>
      ) : (
        <Button tone={passed ? 'primary' : 'plain'} disabled={!passed} onClick={() => run('canary.advance')}>
          {next}
        </Button>
      )}
      <Button tone="bad" onClick={() => run('canary.rollback')}>
        {text.rollBack}
      </Button>
      <p className={kit.caption}>{kept ? nextText(kept) : ''}</p>
      {serving !== 'on' && (
        <Button icon="play" onClick={() => run('service.start')}>
          {text.start}
        </Button>
      )}
      {serving === 'on' && !playing && (
        <Button icon="play" disabled={ended} onClick={() => run('service.play')}>
          {text.play}
        </Button>
      )}
    </div>
  )
}

/** Says what happens next at the current traffic share. */
function nextText({ percent, plan }: NonNullable<CanaryView['kept']>): string {
  if (percent === ALL_TRAFFIC) return text.all
  return percent === 0 ? text.idle : text.goesOn[rolloutModeOf(plan)]
}

function EndedCanary({ track }: { readonly track: NonNullable<CanaryView['canary']> }) {
  const last = track.history.at(-1)
  const { over } = track
  if (!last || (over !== 'rolled back' && over !== 'promoted' && over !== 'stopped')) return null
  // Rounded to the nearest minute of simulated time.
  const afterMs = Math.round((last.at - track.beganAt) / MINUTE) * MINUTE
  return (
    <p
      className={kit.note}
      data-tone={over === 'rolled back' ? 'bad' : over === 'promoted' ? 'good' : undefined}
      role="status"
    >
      {canaryText.over[over]({
        version: track.plan.to,
        by: byText(last.by),
        afterMs,
        why: reasonText(last.why),
      })}
    </p>
  )
}

const shadowSectionText = canaryText.shadow

type Shadow = NonNullable<CanaryState['shadow']>

/** Compares both models on the same requests. */
function ShadowSection({ shadow, slices }: { readonly shadow: Shadow; readonly slices: readonly string[] }) {
  const { verdict, difference, more, asked, apart, failed, labels, distinct } = shadow
  return (
    <>
      <section className={`${kit.section} ${kit.stack}`} aria-label={shadowSectionText.title}>
        <h3>{shadowSectionText.title}</h3>
        <p className={kit.note} data-tone={verdictTone(verdict)} role="status">
          {verdictText({ verdict, difference, ...(more === undefined ? {} : { more }) })}
        </p>
        <p className={kit.caption}>{shadowSectionText.summary({ asked, apart, failed, labels, inputs: distinct })}</p>
        {shadow.slices.length > 0 && (
          <DataTable
            columns={[
              {
                head: shadowSectionText.slice,
                cell: ({ slice }) => sliceTitle(slices, slice),
                name: true,
              },
              { head: shadowSectionText.onlyChampion, cell: ({ lost }) => count(lost) },
              { head: shadowSectionText.onlyShadow, cell: ({ won }) => count(won) },
              {
                head: shadowSectionText.labels,
                cell: ({ labels, distinct: inputs }) => shadowSectionText.labeled({ labels, inputs }),
              },
              { head: shadowSectionText.p, cell: ({ p }) => pValue(p) },
            ]}
            rows={shadow.slices}
            rowKey={({ slice }) => slice}
          />
        )}
      </section>
      <Disagreements
        pairs={shadow.inputs.map(({ key, id, slice }) => ({ key, slice, champion: id, challenger: id }))}
        all={apart}
        both={asked}
        slices={slices}
        other="shadow"
      />
    </>
  )
}
