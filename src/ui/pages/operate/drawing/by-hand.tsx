/** @file ByHand: manual requests in the panel of a source: from the camera, the pad or sliders. They go into the log like all others. */
import { lazy, Suspense, useState } from 'react'
import { manualRequestsText as text } from '../../../../messages/en/operate/manual-requests'
import { serviceText } from '../../../../messages/en/operate/service'
import type { ModelMeta } from '../../../../serving/http/schema'
import inspector from '../../../inspector/inspector.module.css'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { useRun } from '../../../studio-context'
import { useMeta } from '../url/use-url'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import { pictureOf } from './hand-row'

const CameraFeed = lazy(() => import('./camera-feed'))
const HandForm = lazy(() => import('./hand-form'))

/** For the panel of a source. */
export function ByHand() {
  const run = useRun()
  const serving = useOperate((state) => state.serving.tag)
  const meta = useMeta()
  return (
    <section className={styles.hand} aria-label={text.title}>
      <h4 className={inspector.title}>{text.title}</h4>
      {serving === 'on' ? (
        meta && <Ways meta={meta} />
      ) : (
        <>
          <p className={inspector.words}>{text.needsServing}</p>
          <Button size="small" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
            {serving === 'opening' ? serviceText.warmingUp : serviceText.serve}
          </Button>
        </>
      )}
    </section>
  )
}

const PICTURE_WAYS = [
  { value: 'camera', title: text.from.camera },
  { value: 'pad', title: text.from.pad },
] as const

function Ways({ meta }: { readonly meta: ModelMeta }) {
  const [way, setWay] = useState<'camera' | 'pad'>('camera')
  const picture = pictureOf(meta)
  return (
    <>
      {picture && (
        <Segmented label={text.from.label} layout="bare" value={way} options={PICTURE_WAYS} onChange={setWay} />
      )}
      <Suspense>
        {picture && way === 'camera' ? (
          <CameraFeed meta={meta} picture={picture} />
        ) : (
          <HandForm key={meta.name} meta={meta} source={picture ? 'pad' : 'sliders'} />
        )}
      </Suspense>
    </>
  )
}
