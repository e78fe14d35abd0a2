declare module 'autocannon' {
  export interface Load {
    url: string
    connections: number
    duration: number
    headers: Record<string, string>
    requests: { path: string }[]
  }

  export interface Outcome {
    requests: { total: number; average: number }
    latency: { p50: number; p99: number }
    non2xx: number
    errors: number
  }

  export default function autocannon(load: Load): Promise<Outcome>
}
