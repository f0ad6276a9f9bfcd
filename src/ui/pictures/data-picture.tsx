/** @file DataPicture: the picture of a dataset, loaded when it is first on screen. */
import { useEffect, useRef, useState } from 'react'
import type { DataPreview } from '../../data/data-preview'
import { findDataset } from '../../catalog/dataset-def'
import { grayLook } from '../charts/paint-pixels'
import { PixelImage } from '../charts/pixel-image'
import { useLoaded } from '../kit/use-on-change'
import { useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './pictures.module.css'

/** The picture of the dataset with this id; blank until it is loaded, and if there is none. */
export function DataPicture({ dataset }: { readonly dataset: string }) {
  const studio = useStudio()
  const [box, isSeen] = useSeen()
  const { value } = useLoaded([studio, dataset, isSeen], () =>
    isSeen ? studio.run('data.preview', { dataset }) : undefined,
  )
  return (
    <div ref={box} className={styles.data} aria-hidden="true">
      {value && <Preview preview={value} isBuiltIn={findDataset(dataset) !== undefined} />}
    </div>
  )
}

/** Whether an element has been on screen. */
function useSeen() {
  const box = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      setSeen(true)
      observer.disconnect()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [box, isSeen] as const
}

const WIDTH = 300
const HEIGHT = 84
const MARGIN = 10
const IMAGE_SIDE = 36

function Preview({ preview, isBuiltIn }: { readonly preview: DataPreview; readonly isBuiltIn: boolean }) {
  switch (preview.kind) {
    case 'images':
      return (
        <div className={styles.images}>
          {preview.images.map((image, i) => (
            <PixelImage
              // biome-ignore lint/suspicious/noArrayIndexKey: the images do not change
              key={i}
              pixels={bytesOf(image)}
              shape={preview.shape}
              look={isBuiltIn ? grayLook(bytesOf(image), preview.shape) : 'photo'}
              side={IMAGE_SIDE}
              label=""
            />
          ))}
        </div>
      )
    case 'points':
      return (
        <svg className={styles.plot} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {preview.x.map((x, i) => {
            const index = (preview.classes[i] ?? 0) % MARKERS.length
            const at = { x: across(x), y: down(preview.y[i] ?? 0) }
            // biome-ignore lint/suspicious/noArrayIndexKey: the points do not change
            return <path key={i} fill={`var(--data-${index + 1})`} d={MARKERS[index]?.(at.x, at.y)} />
          })}
        </svg>
      )
    case 'curve':
      return (
        <svg className={styles.plot} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          <polyline
            className={styles.curve}
            points={preview.values
              .map((value, i) => `${across(i / Math.max(1, preview.values.length - 1))},${down(value)}`)
              .join(' ')}
          />
        </svg>
      )
    case 'texts':
      return (
        <div className={styles.texts} translate="no">
          {preview.texts.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the texts do not change
            <span className={kit.ellipsis} key={i}>
              {line}
            </span>
          ))}
        </div>
      )
    default:
      return preview satisfies never
  }
}

const across = (share: number) => round(MARGIN + share * (WIDTH - 2 * MARGIN))
const down = (share: number) => round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN))
const round = (value: number) => Math.round(value * 10) / 10

/** Disc, square, triangle, diamond and cross, as SVG paths around a point; each class has a shape as well as a color. */
const MARKERS: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `M${x - 2.8} ${y}a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0Z`,
  (x, y) => `M${x - 2.5} ${y - 2.5}h5v5h-5Z`,
  (x, y) => `M${x} ${y - 3.2}l3.2 5.6h-6.4Z`,
  (x, y) => `M${x} ${y - 3.6}l3.4 3.6l-3.4 3.6l-3.4 -3.6Z`,
  (x, y) => `M${x - 3} ${y - 1}h2v-2h2v2h2v2h-2v2h-2v-2h-2Z`,
]

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}
