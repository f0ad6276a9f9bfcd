/** @file SavedData: what is saved on this device, how much space it takes, and how to free it. */
import { useState } from 'react'
import { machineText } from '../../../messages/en/machine'
import type { SavedData as Saved } from '../../../studio/project/saved-data'
import { errorNotice } from '../../../studio/notice'
import { Button } from '../../kit/button'
import { useResult } from '../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'

const text = machineText.saved

/** The section about saved data. */
export function SavedData() {
  const run = useRunCommand()
  const studio = useStudio()
  const { persisted, usage, secureContext } = useSelect((state) => state.storage)
  const models = useSelect((state) => state.models)
  const [freed, setFreed] = useState(0)
  const { value: saved } = useResult([studio, usage, freed], () => studio.run('storage.contents'))
  const free = (what: 'downloads' | 'checkpoints') =>
    void studio
      .run('storage.free', { what })
      .catch((error: unknown) => studio.run('notice.show', errorNotice(error)))
      .finally(() => setFreed((times) => times + 1))
  return (
    <Section
      title={text.title}
      about={text.size({ bytes: usage })}
      actions={
        !persisted &&
        secureContext && (
          <Button size="small" onClick={() => run('storage.persist')}>
            {text.ask}
          </Button>
        )
      }
    >
      <dl className={kit.facts}>
        <dt>{text.downloads}</dt>
        <dd>
          {saved && saved.downloads.titles.length > 0 ? (
            <>
              {text.listed(saved.downloads)}{' '}
              <Button size="small" tone="quiet" title={text.freeDownloadsTip} onClick={() => free('downloads')}>
                {text.freeDownloads}
              </Button>
            </>
          ) : (
            text.noDownloads
          )}
        </dd>
        <dt>{text.own}</dt>
        <dd>
          {saved && saved.own.titles.length > 0 ? (
            <>
              {text.listed(saved.own)}{' '}
              <Button size="small" tone="quiet" onClick={() => run('room.open', { room: 'data' })}>
                {text.openData}
              </Button>
            </>
          ) : (
            text.none
          )}
        </dd>
        <dt>{text.runs}</dt>
        <dd>
          {saved && saved.runs.count > 0 ? <Runs {...saved.runs} onFree={() => free('checkpoints')} /> : text.none}
        </dd>
        <dt>{text.models}</dt>
        <dd>{models.length === 0 ? text.none : text.modelCount({ versions: models.length })}</dd>
        <dt>{text.permanent}</dt>
        <dd>{persisted ? text.isPermanent : text.notPermanent}</dd>
      </dl>
    </Section>
  )
}

/** The number of runs, and a button that deletes checkpoints, which cannot be undone and therefore asks first. */
function Runs({ count, bytes, bytesOfOthers, onFree }: Saved['runs'] & { readonly onFree: () => void }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      {text.runCount({ runs: count, bytes })}{' '}
      {bytesOfOthers > 0 && !asking && (
        <Button size="small" tone="quiet" onClick={() => setAsking(true)}>
          {text.freeCheckpoints}
        </Button>
      )}
      {asking && (
        <div className={kit.wrapWide}>
          <span>{text.confirm.question({ bytes: bytesOfOthers })}</span>
          <Button
            size="small"
            tone="bad"
            onClick={() => {
              setAsking(false)
              onFree()
            }}
          >
            {text.confirm.remove}
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            {text.confirm.keep}
          </Button>
        </div>
      )}
    </>
  )
}
