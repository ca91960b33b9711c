import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Temporal's time-skipping test server, on 127.0.0.1 only: its own main class listens on every address of the machine.
 * Arguments as there: port, and optionally --enable-time-skipping.
 */
public final class LoopbackTestServer {
  public static void main(String[] args) throws Exception {
    boolean skipsTime = args.length > 1 && args[1].equalsIgnoreCase("--enable-time-skipping");
    TestServicesStarter services = new TestServicesStarter(!skipsTime, 0L);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(args[0])));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    Server server = builder.build().start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    server.awaitTermination();
  }
}
