/** @file ByHand: where a service begins, requests that a person sends: from the camera, the pad or sliders. They go into its log like any other. */
import { lazy, Suspense, useState } from 'react'
import type { ModelMeta } from '../../../../serving/http/contract'
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
    <section className={styles.hand} aria-label="By hand">
      <h4 className={inspector.title}>By hand</h4>
      {serving === 'on' ? (
        meta && <Ways meta={meta} />
      ) : (
        <>
          <p className={inspector.words}>
            While it serves, requests can be sent from here too: from the camera, the pad or sliders. Others call its
            URL.
          </p>
          <Button size="small" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
            {serving === 'opening' ? 'Warming up…' : 'Serve'}
          </Button>
        </>
      )}
    </section>
  )
}

const PICTURE_WAYS = [
  { value: 'camera', title: 'Camera' },
  { value: 'pad', title: 'Pad' },
] as const

function Ways({ meta }: { readonly meta: ModelMeta }) {
  const [way, setWay] = useState<'camera' | 'pad'>('camera')
  const picture = pictureOf(meta)
  return (
    <>
      {picture && <Segmented label="Sent from" layout="bare" value={way} options={PICTURE_WAYS} onChange={setWay} />}
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
