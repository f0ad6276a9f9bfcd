/** @file Sparkline: the loss so far on a logarithmic scale, 120 × 20 pixels, without axes. */
import { useCallback, useRef } from 'react'
import { dockText as text } from '../../messages/en/build/dock'
import { align, yRange } from '../charts/line-chart-data'
import { lossCurves } from '../charts/run-curves'
import { useTokens } from '../charts/color-tokens'
import { useFrame } from '../charts/use-frame'
import type { EpochLog } from '../../protocol/trainer-messages'
import { useStudio } from '../studio-context'

const WIDTH = 120
const HEIGHT = 20

/** The smoothed training loss, updated live. */
export function Sparkline({ history }: { readonly history: readonly EpochLog[] }) {
  const ref = useRef<HTMLCanvasElement>(null)
  const { live } = useStudio()
  const tokens = useTokens()
  const draw = useCallback(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const curves = lossCurves(
      { steps: live.steps, losses: live.losses, count: live.count, history, stepsPerEpoch: 1 },
      'step',
      0.9,
    )
    const curve = curves.find((one) => one.style === 'solid')
    const ratio = devicePixelRatio
    canvas.width = WIDTH * ratio
    canvas.height = HEIGHT * ratio
    if (!curve) return
    const aligned = align([curve], WIDTH, 'log')
    const [x, y] = aligned
    const [low, high] = yRange(aligned, 'log') ?? [0, 1]
    const first = x[0] ?? 0
    const last = Math.max(first + 1, x[x.length - 1] ?? 1)
    context.scale(ratio, ratio)
    context.strokeStyle = tokens('train')
    context.lineWidth = 1.75
    context.lineJoin = 'round'
    context.beginPath()
    for (const [i, step] of x.entries()) {
      const height = y?.[i]
      if (typeof height !== 'number') continue
      context.lineTo(
        2 + ((WIDTH - 4) * (step - first)) / (last - first),
        2 + (HEIGHT - 4) * (1 - (height - low) / (high - low)),
      )
    }
    context.stroke()
  }, [live, history, tokens])
  useFrame(draw, live.subscribe)
  return <canvas ref={ref} style={{ width: WIDTH, height: HEIGHT }} role="img" aria-label={text.lossSoFar} />
}
