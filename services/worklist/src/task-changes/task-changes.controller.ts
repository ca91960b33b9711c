import { Controller, Get, Headers, HttpCode, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { CurrentPrincipal, Requires } from '@throughline/http/decorators';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangeStreams } from './change-streams';
import { streamEnd } from './stream-end';
import { TaskChangesQueryDto } from './task-changes.dto';

const description = `Server-Sent Events. \`task\`: {taskId, change, lists, left}, where change is added, changed, decided or gone, lists says in which of mine, team,
waiting and done the task is now, left which of them it has left; read the task again where it is still in one. \`counts\`: how many each list holds, as in
GET /v1/tasks; first of all, and after changes. \`reset\`: what came meanwhile is not told one by one; load the lists anew. Each has the id to come back with
in Last-Event-ID. Open the stream first, then load the lists. It ends with the token, after an hour at most; come back with a new one.`.replaceAll('\n', ' ');

@Controller('v1/tasks')
export class TaskChangesController {
  constructor(private readonly streams: ChangeStreams) {}

  /** What changes in the lists of the caller, as it happens. */
  @Get('changes')
  @Requires('read', 'task')
  @HttpCode(200)
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' }, description: 'The last id that was seen: what came after it is told first.' })
  @ApiResponse({ status: 200, description, content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async changes(
    @Query() { seconds }: TaskChangesQueryDto,
    @Headers('last-event-id') lastId: string | undefined,
    @CurrentPrincipal() by: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const stream = await this.streams.open(by, lastId, streamEnd(request.headers.authorization, new Date(), seconds));
    reply.raw.once('close', () => stream.destroy());
    void reply.headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' }).send(stream);
  }
}
