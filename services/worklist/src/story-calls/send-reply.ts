import type { FastifyReply } from 'fastify';

/** 200 with the story's answer, or 202 and where to look when it was not heard in time. Sent here, as Nest knows one status for each route. */
export function sendReply(http: FastifyReply, reply: { answer: string }, location: string): void {
  if (reply.answer === 'unknown') void http.header('location', location);
  void http.status(reply.answer === 'unknown' ? 202 : 200).send(reply);
}
