/**
 * @file Insight bar: answers questions about a training run: how long it takes, whether the network can learn a single
 * batch, and where the time goes.
 */
import { useState } from 'react'
import { answerFor, type Question } from '../../../studio/training-analysis-results'
import { Button } from '../../kit/button'
import { useRunCommand, useSelect } from '../../studio-context'
import { insightText as text } from '../../../messages/en/train/insight'
import { forecastText } from './time-and-memory-estimate'
import { ProfileSection } from './profile-section'
import { SanitySection } from './sanity-section'
import layout from './insight.module.css'

/**
 * The buttons, with each answer below them until it is closed; `shown` is the id of the run whose curves are displayed.
 */
export function InsightBar({ shown }: { readonly shown: string | undefined }) {
  const run = useRunCommand()
  const asking = useSelect(({ insight }) => insight.asking)
  const isValid = useSelect(({ report }) => report.checked !== undefined)
  const forecast = useSelect((state) => answerFor(state.insight.forecast, state))
  const sanity = useSelect(({ insight }) => insight.sanity)
  const isCurrent = useSelect((state) => answerFor(state.insight.sanity, state) !== undefined)
  const profile = useSelect(({ runs }) => runs.find(({ id }) => id === shown)?.profile)
  const hasRun = useSelect(({ run: { tag } }) => tag !== 'idle' && tag !== 'preparing')
  // Answers about an earlier network, or about a run from before a page reload, start out closed and are shown only on
  // request.
  const [closed, setClosed] = useState<readonly unknown[]>([
    ...(hasRun ? [] : [profile]),
    ...(isCurrent ? [] : [sanity]),
  ])
  const close = (answer: unknown) => setClosed((all) => [...all, answer])
  const open = (answer: unknown) => setClosed((all) => all.filter((one) => one !== answer))
  const busy = (question: Question) => ({ disabled: asking !== null || !isValid, 'aria-busy': asking === question })
  const shows = { sanity: sanity && !closed.includes(sanity), profile: profile && !closed.includes(profile) }
  return (
    <>
      <div className={layout.asks}>
        <Button size="small" {...busy('forecast')} onClick={() => run('run.forecast')}>
          {asking === 'forecast' ? text.forecast.busy : text.forecast.ask}
        </Button>
        <Button size="small" {...busy('sanity')} onClick={() => run('run.sanity')}>
          {asking === 'sanity' ? text.batch.busy : text.batch.ask}
        </Button>
        {(hasRun || profile) && (
          <Button
            size="small"
            disabled={asking !== null}
            aria-busy={asking === 'profile'}
            onClick={() => (hasRun ? run('run.profile') : open(profile))}
          >
            {asking === 'profile' ? text.profile.busy : hasRun ? text.profile.ask : text.profile.askEarlier}
          </Button>
        )}
        <span role="status">{forecast && forecastText(forecast)}</span>
      </div>
      {(shows.sanity || shows.profile) && (
        <div className={layout.answers}>
          {shows.sanity && sanity && (
            <SanitySection report={sanity.report} now={isCurrent ? 'holds' : 'past'} onClose={() => close(sanity)} />
          )}
          {shows.profile && profile && <ProfileSection profile={profile} onClose={() => close(profile)} />}
        </div>
      )}
    </>
  )
}
