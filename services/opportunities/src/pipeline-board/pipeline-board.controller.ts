import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import { BoardDto, BoardQueryDto, PipelinesDto, StageCardsDto, StageCardsQueryDto } from './pipeline-board.dto';
import type { Board, BoardCard, PipelineAnswer } from './pipeline-board.dto';
import { PipelineBoardViews } from './pipeline-board.views';

@ApiTags('pipelines')
@Controller('v1/pipelines')
export class PipelineBoardController {
  constructor(private readonly views: PipelineBoardViews) {}

  /** The pipelines with their stages: probability, key milestone, expected time. */
  @Get()
  @Requires('read', 'opportunity')
  @Answers(200, PipelinesDto)
  pipelines(): { items: PipelineAnswer[] } {
    return this.views.pipelines();
  }

  /** What still moves: by stage the count, the sums by currency, what is late, and the first cards. */
  @Get(':pipeline/board')
  @Requires('read', 'opportunity')
  @Answers(200, BoardDto)
  board(@Param('pipeline') pipeline: string, @Query() query: BoardQueryDto, @CurrentPrincipal() by: Principal): Promise<Board> {
    return this.views.board(pipeline, query, by);
  }

  /** The cards of one stage, those longest in it first. */
  @Get(':pipeline/stages/:stage/cards')
  @Requires('read', 'opportunity')
  @Answers(200, StageCardsDto)
  stage(@Param('pipeline') pipeline: string, @Param('stage') stage: string, @Query() query: StageCardsQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<BoardCard>> {
    return this.views.stage(pipeline, stage, query, by);
  }
}
