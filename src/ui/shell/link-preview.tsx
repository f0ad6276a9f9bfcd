/** @file LinkPreview: a preview of a project contained in the page's URL. Nothing in the project runs automatically. */
import { useCallback, useEffect, useState } from 'react'
import { lessonText } from '../../messages/en/shell/lesson'
import { schemaOf } from '../../compile/dataset-of-project'
import type { ProjectContent } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import { defaultSize } from '../../graph/spacing'
import { errorNotice } from '../../studio/notice'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { missingRows } from './lesson-share'
import styles from './link-preview.module.css'

const { received: text } = lessonText

/** The dialog that shows the project in a URL fragment and can open it. */
export default function LinkPreview({
  fragment,
  onClose,
}: {
  readonly fragment: string
  readonly onClose: () => void
}) {
  const studio = useStudio()
  const sets = useSelect((state) => state.sets.sets)
  const [content, setContent] = useState<ProjectContent | null>(null)
  const report = useCallback((error: unknown) => void studio.run('notice.show', errorNotice(error)), [studio])
  useEffect(() => {
    studio
      .run('project.peekLink', { fragment })
      .then((peeked) => setContent(peeked as ProjectContent))
      .catch((error: unknown) => {
        report(error)
        onClose()
      })
  }, [studio, fragment, report, onClose])

  if (!content) return null
  const open = () => {
    studio.run('project.openLink', { fragment }).catch(report)
    onClose()
  }
  const { lesson, services = [] } = content
  const [service] = services
  const drawing = content.networks[0]?.drawing ?? { nodes: [], wires: [] }
  const dataset = schemaOf(content.data)?.title ?? content.data.dataset
  const { schema } = content.data
  const missing = sets.some(({ id }) => id === content.data.dataset) ? undefined : schema
  return (
    <Dialog
      open
      title={lesson ? text.lessonTitle : text.projectTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.notNow}</Button>
          <Button tone="primary" onClick={open}>
            {lesson ? text.start : text.open}
          </Button>
        </>
      }
    >
      <h3 className={kit.below}>{content.name}</h3>
      {lesson && <p className={`${kit.scroll} ${kit.below} ${styles.goal}`}>{lesson.goal}</p>}
      <NetworkPicture drawing={drawing} />
      <p className={`${kit.soft} ${kit.above}`}>
        {text.network({ layers: drawing.nodes.length, dataset, epochs: content.plan.epochs })}{' '}
        {service && (services.length === 1 ? text.service(service) : text.services({ services: services.length }))}{' '}
        {missing && text.ownData(missingRows(missing))} {text.own}{' '}
        {lesson && (lesson.hides || lesson.locked) && text.restricted}
      </p>
    </Dialog>
  )
}

/** A small picture of a network that shows its wires and the positions of its layers. */
function NetworkPicture({ drawing }: { readonly drawing: Drawing }) {
  const { nodes, wires } = drawing
  if (nodes.length === 0) return null
  const sizeOf = defaultSize(drawing)
  const boxes = new Map(nodes.map((node) => [node.id, { ...node.position, ...sizeOf(node) }]))
  const all = [...boxes.values()]
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const width = Math.max(...all.map((box) => box.x + box.width)) - left
  const height = Math.max(...all.map((box) => box.y + box.height)) - top
  return (
    <svg
      className={`${kit.frame} ${styles.picture}`}
      viewBox={`${left - 8} ${top - 8} ${width + 16} ${height + 16}`}
      role="img"
      aria-label={text.drawing({ layers: nodes.map(({ label }) => label) })}
    >
      {wires.map(({ id, from, to }) => {
        const [a, b] = [boxes.get(from), boxes.get(to)]
        if (!a || !b) return null
        return <line key={id} x1={a.x + a.width} y1={a.y + a.height / 2} x2={b.x} y2={b.y + b.height / 2} />
      })}
      {[...boxes].map(([id, box]) => (
        <rect key={id} {...box} rx={12} />
      ))}
    </svg>
  )
}
